package main

import (
	"net/http"
	"strconv"
)

func zeros(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(r.URL.Query().Get("n"))
	if err != nil {
		http.Error(w, "bad n", 400)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Write(make([]byte, n))
}
