package main

import "net/http"

func proxy(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-request-url
	http.Get(r.FormValue("url"))
	address := r.URL.Query().Get("address")
	// ruleid: go-request-url
	http.Head("https://" + address)
}

func safe(w http.ResponseWriter, r *http.Request) {
	// ok: go-request-url
	http.Get("https://service.internal/items")
	// ok: go-request-url
	http.Error(w, "no", http.StatusNotFound)
}
