func (h *Handlers) ImportFeed(c *gin.Context) {
	var body struct {
		Source string `json:"source" binding:"required"`
	}
	if err := c.ShouldBindJSON(&body); err != nil {
		c.Status(400)
		return
	}
	req, _ := http.NewRequestWithContext(c, http.MethodGet, body.Source, nil)
	resp, err := h.client.Do(req)
	if err != nil {
		c.Status(502)
		return
	}
	defer resp.Body.Close()
	c.Status(202)
}
