func (a *api) reset(w http.ResponseWriter, r *http.Request) {
	log.Printf("password reset for %q", r.FormValue("email"))
	w.WriteHeader(204)
}
