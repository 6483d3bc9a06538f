func login(w http.ResponseWriter, r *http.Request) {
	if !authenticate(r.FormValue("user"), r.FormValue("password")) {
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	http.Redirect(w, r, r.FormValue("next"), http.StatusFound)
}
