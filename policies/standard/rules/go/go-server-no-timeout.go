package main

import (
	"net/http"
	"time"
)

func serve(handler http.Handler) {
	// ruleid: go-server-no-timeout
	http.ListenAndServe(":8080", handler)
	// ruleid: go-server-no-timeout
	http.ListenAndServeTLS(":8443", "cert.pem", "key.pem", handler)
}

func safe(handler http.Handler) {
	// ok: go-server-no-timeout
	server := &http.Server{Addr: ":8080", Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	// ok: go-server-no-timeout
	server.ListenAndServe()
}
