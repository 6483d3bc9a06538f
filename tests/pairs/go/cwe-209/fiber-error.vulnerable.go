package app

import "github.com/gofiber/fiber/v2"

func Show(c *fiber.Ctx) error {
	item, err := load(c.Params("id"))
	if err != nil {
		return c.Status(500).SendString(err.Error())
	}
	return c.JSON(item)
}
