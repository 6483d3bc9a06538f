package convert

import (
	"os/exec"
	"regexp"

	"github.com/labstack/echo/v4"
)

var plain = regexp.MustCompile(`^[a-z0-9_]+$`)

func Convert(c echo.Context) error {
	name := c.QueryParam("name")
	if !plain.MatchString(name) {
		return echo.ErrBadRequest
	}
	command := "convert /data/" + name + ".png /data/" + name + ".jpg"
	return exec.Command("/bin/bash", "-c", command).Run()
}
