package app

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

func Show(c echo.Context) error {
	item, err := load(c.Param("id"))
	if err != nil {
		c.Logger().Error(err)
		return c.JSON(http.StatusInternalServerError, map[string]string{"error": "internal error"})
	}
	return c.JSON(http.StatusOK, item)
}
