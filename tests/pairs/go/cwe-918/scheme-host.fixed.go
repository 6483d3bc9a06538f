package app

import (
	"fmt"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	node := r.URL.Query().Get("node")
	if node != "alpha" && node != "beta" {
		return
	}
	address := fmt.Sprintf("http://%s:8080/status", node)
	res, err := http.Get(address)
	if err == nil {
		res.Body.Close()
	}
}
