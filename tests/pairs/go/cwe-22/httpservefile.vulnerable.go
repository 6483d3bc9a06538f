func serve(w http.ResponseWriter, r *http.Request) {
	http.ServeFile(w, r, filepath.Join("static", r.URL.Query().Get("f")))
}
