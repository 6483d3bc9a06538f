package avatars

import (
	"path/filepath"
	"strings"

	"github.com/gin-gonic/gin"
)

func Avatar(c *gin.Context) {
	target := filepath.Clean(filepath.Join("/var/avatars", c.Param("user")))
	if !strings.HasPrefix(target, "/var/avatars/") {
		c.AbortWithStatus(400)
		return
	}
	c.File(target)
}

func trimmed(name string) string { return strings.TrimSpace(name) }
