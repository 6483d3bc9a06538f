package app

import "net/http"

func handle(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	w.Write([]byte("<p>" + r.FormValue("text") + "</p>"))
}
