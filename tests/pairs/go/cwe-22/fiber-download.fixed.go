package api

import (
	"path/filepath"

	"github.com/gofiber/fiber/v2"
)

func download(c *fiber.Ctx) error {
	name := c.Params("name")
	return c.SendFile(filepath.Join("./files", filepath.Base(name)))
}

var _ = filepath.Join
