package api

import (
	"io"
	"net/http"
)

func upload(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	save(body)
	w.WriteHeader(http.StatusCreated)
}
