package handlers

import (
	"fmt"
	"net/http"

	"github.com/jmoiron/sqlx"
	"github.com/labstack/echo/v4"
)

type Handler struct{ DB *sqlx.DB }

var columns = map[string]string{"id": "id", "name": "name"}

func (h *Handler) ListUsers(c echo.Context) error {
	order, ok := columns[c.QueryParam("sort")]
	if !ok {
		order = "id"
	}
	var users []User
	err := h.DB.Select(&users, fmt.Sprintf("SELECT id, name FROM users ORDER BY %s", order))
	if err != nil {
		return echo.NewHTTPError(http.StatusInternalServerError)
	}
	return c.JSON(http.StatusOK, users)
}
