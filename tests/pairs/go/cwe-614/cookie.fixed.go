func setSession(c *gin.Context, id string) {
	c.SetSameSite(http.SameSiteLaxMode)
	c.SetCookie("session", id, 3600, "/", "", true, true)
}
