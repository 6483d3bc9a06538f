package web

import (
	"log"
	"net/http"
	"strings"
)

func login(w http.ResponseWriter, r *http.Request) {
	user := r.FormValue("user")
	if !check(user, r.FormValue("password")) {
		log.Printf("login failed for %q", user)
		http.Error(w, strings.ToLower("Denied"), http.StatusUnauthorized)
	}
}
