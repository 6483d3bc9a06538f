func forward(w http.ResponseWriter, r *http.Request) {
	conn, err := net.Dial("tcp", "backend:8080")
	if err != nil {
		http.Error(w, "away", http.StatusBadGateway)
		return
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET /items/%s HTTP/1.1\r\nHost: backend\r\n\r\n", url.PathEscape(r.URL.Query().Get("item")))
	io.Copy(w, conn)
}
