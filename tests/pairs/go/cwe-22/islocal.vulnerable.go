func (s *server) asset(w http.ResponseWriter, r *http.Request) {
	rel := strings.TrimPrefix(r.URL.Path, "/assets/")
	data, err := os.ReadFile(filepath.Join(s.root, rel))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Write(data)
}
