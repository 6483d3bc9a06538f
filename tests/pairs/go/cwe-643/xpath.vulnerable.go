func find(doc *xmlquery.Node, c *fiber.Ctx) error {
	node := xmlquery.FindOne(doc, "//user[@name='"+c.Query("name")+"']")
	return c.SendString(node.InnerText())
}
