func setSession(c *gin.Context, id string) {
	c.SetCookie("session", id, 3600, "/", "", false, false)
}
