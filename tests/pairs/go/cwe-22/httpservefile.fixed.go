func serve(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("f")
	if strings.Contains(name, "..") || strings.ContainsAny(name, "/\\") {
		http.NotFound(w, r)
		return
	}
	http.ServeFile(w, r, filepath.Join("static", name))
}
