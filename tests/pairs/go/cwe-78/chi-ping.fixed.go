package main

import (
	"net"
	"net/http"
	"os/exec"

	"github.com/go-chi/chi/v5"
)

func routes() http.Handler {
	r := chi.NewRouter()
	r.Get("/ping/{host}", func(w http.ResponseWriter, r *http.Request) {
		ip := net.ParseIP(chi.URLParam(r, "host"))
		if ip == nil {
			http.Error(w, "bad address", http.StatusBadRequest)
			return
		}
		out, err := exec.Command("ping", "-c", "1", ip.String()).CombinedOutput()
		if err != nil {
			http.Error(w, "failed", http.StatusBadGateway)
			return
		}
		w.Header().Set("Content-Type", "text/plain")
		w.Write(out)
	})
	return r
}
