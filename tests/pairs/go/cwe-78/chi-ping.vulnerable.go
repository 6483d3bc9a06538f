package main

import (
	"net/http"
	"os/exec"

	"github.com/go-chi/chi/v5"
)

func routes() http.Handler {
	r := chi.NewRouter()
	r.Get("/ping/{host}", func(w http.ResponseWriter, r *http.Request) {
		out, err := exec.Command("sh", "-c", "ping -c 1 "+chi.URLParam(r, "host")).CombinedOutput()
		if err != nil {
			http.Error(w, "failed", http.StatusBadGateway)
			return
		}
		w.Write(out)
	})
	return r
}
