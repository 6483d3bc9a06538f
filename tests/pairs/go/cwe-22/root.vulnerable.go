func read(c *gin.Context) {
	data, err := os.ReadFile("/srv/notes/" + c.Query("note"))
	if err != nil {
		c.Status(404)
		return
	}
	c.Data(200, "text/plain", data)
}
