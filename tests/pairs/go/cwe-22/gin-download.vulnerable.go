package main

import (
	"net/http"
	"os"
	"path/filepath"

	"github.com/gin-gonic/gin"
)

const uploads = "/srv/uploads"

func download(c *gin.Context) {
	name := c.Param("name")
	full := filepath.Join(uploads, name)
	if _, err := os.Stat(full); err != nil {
		c.AbortWithStatus(http.StatusNotFound)
		return
	}
	c.File(full)
}
