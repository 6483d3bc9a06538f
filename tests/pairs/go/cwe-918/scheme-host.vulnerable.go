package app

import (
	"fmt"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	address := fmt.Sprintf("http://%s:8080/status", r.URL.Query().Get("node"))
	res, err := http.Get(address)
	if err == nil {
		res.Body.Close()
	}
}
