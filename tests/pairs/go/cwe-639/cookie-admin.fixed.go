func admin(w http.ResponseWriter, r *http.Request) {
	session, err := store.Get(r, "session")
	if err != nil || session.Values["role"] != "admin" {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	renderAdmin(w)
}
