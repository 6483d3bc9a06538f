func read(c *gin.Context) {
	root, err := os.OpenRoot("/srv/notes")
	if err != nil {
		c.Status(500)
		return
	}
	defer root.Close()
	f, err := root.Open(c.Query("note"))
	if err != nil {
		c.Status(404)
		return
	}
	defer f.Close()
	data, _ := io.ReadAll(io.LimitReader(f, 1<<20))
	c.Data(200, "text/plain", data)
}
