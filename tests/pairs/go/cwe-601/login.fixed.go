func login(w http.ResponseWriter, r *http.Request) {
	if !authenticate(r.FormValue("user"), r.FormValue("password")) {
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	next := r.FormValue("next")
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.HasPrefix(next, "/\\") {
		next = "/"
	}
	http.Redirect(w, r, next, http.StatusFound)
}
