package app

import (
	"log"

	"github.com/gofiber/fiber/v2"
)

func Show(c *fiber.Ctx) error {
	item, err := load(c.Params("id"))
	if err != nil {
		log.Print(err)
		return c.Status(500).SendString("internal error")
	}
	return c.JSON(item)
}
