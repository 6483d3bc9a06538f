func (a *api) reset(w http.ResponseWriter, r *http.Request) {
	log.Printf("password reset for " + r.FormValue("email"))
	w.WriteHeader(204)
}
