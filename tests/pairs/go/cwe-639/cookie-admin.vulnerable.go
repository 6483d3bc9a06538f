func admin(w http.ResponseWriter, r *http.Request) {
	cookie, err := r.Cookie("role")
	if err != nil || cookie.Value != "admin" {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	renderAdmin(w)
}
