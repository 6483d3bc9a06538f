func routes(mux *http.ServeMux, admin *Admin) {
	mux.Handle("GET /admin/jobs", requireAdmin(http.HandlerFunc(admin.jobs)))
	mux.Handle("POST /admin/shutdown", http.HandlerFunc(admin.shutdown))
}
