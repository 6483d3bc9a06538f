package app

import "net/http"

func handle(w http.ResponseWriter, r *http.Request) {
	target := r.PostFormValue("target")
	res, err := http.Post(target, "application/json", nil)
	if err != nil {
		return
	}
	res.Body.Close()
}
