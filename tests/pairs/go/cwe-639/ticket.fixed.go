func (s *Server) ticket(w http.ResponseWriter, r *http.Request) {
	user := userFrom(r.Context())
	row := s.db.QueryRowContext(r.Context(), "SELECT body FROM tickets WHERE id = $1 AND author = $2", r.PathValue("id"), user.ID)
	var body string
	if err := row.Scan(&body); err != nil {
		http.NotFound(w, r)
		return
	}
	s.show(w, user, body)
}
