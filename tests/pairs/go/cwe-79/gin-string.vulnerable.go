package app

import "github.com/gin-gonic/gin"

func Show(c *gin.Context) {
	c.Header("Content-Type", "text/html")
	c.String(200, "<b>"+c.Param("name")+"</b>")
}
