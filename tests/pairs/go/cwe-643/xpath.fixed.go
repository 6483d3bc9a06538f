func find(doc *xmlquery.Node, c *fiber.Ctx) error {
	for _, node := range xmlquery.Find(doc, "//user") {
		if node.SelectAttr("name") == c.Query("name") {
			return c.SendString(node.InnerText())
		}
	}
	return c.SendStatus(404)
}
