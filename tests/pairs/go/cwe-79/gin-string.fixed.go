package app

import "github.com/gin-gonic/gin"

func Show(c *gin.Context) {
	c.HTML(200, "show.html", gin.H{"name": c.Param("name")})
}
