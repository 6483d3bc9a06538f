package main

import "net/http"

func login(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-open-redirect
	http.Redirect(w, r, r.FormValue("next"), http.StatusFound)
	target := r.URL.Query().Get("target")
	// ruleid: go-open-redirect
	http.Redirect(w, r, target, http.StatusFound)
}

func safe(w http.ResponseWriter, r *http.Request) {
	// ok: go-open-redirect
	http.Redirect(w, r, "/home", http.StatusFound)
	// ok: go-open-redirect
	w.Header().Set("Location", "/home")
}
