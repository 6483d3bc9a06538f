package web

import (
	"log"
	"net/http"
	"strings"
)

func login(w http.ResponseWriter, r *http.Request) {
	user := r.FormValue("user")
	if !check(user, r.FormValue("password")) {
		log.Println("login failed for " + user)
		http.Error(w, strings.ToLower("Denied"), http.StatusUnauthorized)
	}
}
