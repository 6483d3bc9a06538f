func preview(c *fiber.Ctx) error {
	target := c.Query("url")
	resp, err := http.Get(target)
	if err != nil {
		return c.SendStatus(502)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	return c.Send(body)
}
