package app

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

func Show(c echo.Context) error {
	item, err := load(c.Param("id"))
	if err != nil {
		return c.JSON(http.StatusInternalServerError, map[string]string{"error": err.Error()})
	}
	return c.JSON(http.StatusOK, item)
}
