var allowed = map[string]bool{"img.example.com": true, "cdn.example.com": true}

func preview(c *fiber.Ctx) error {
	u, err := url.Parse(c.Query("url"))
	if err != nil || u.Scheme != "https" || !allowed[u.Hostname()] {
		return c.SendStatus(400)
	}
	resp, err := http.Get(u.String())
	if err != nil {
		return c.SendStatus(502)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	return c.Send(body)
}
