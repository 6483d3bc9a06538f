package api

import (
	"context"
	"github.com/gofiber/fiber/v2"
	"github.com/jackc/pgx/v5/pgxpool"
)

func Search(pool *pgxpool.Pool) fiber.Handler {
	return func(c *fiber.Ctx) error {
		rows, err := pool.Query(context.Background(), "select title from posts where title ilike '%' || $1 || '%'", c.Query("q"))
		if err != nil {
			return fiber.ErrInternalServerError
		}
		defer rows.Close()
		return c.JSON(collect(rows))
	}
}
