package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func login(c *gin.Context) {
	token := issue(c.PostForm("user"))
	c.SetCookie("token", token, 3600, "/", "", true, true)
	c.Status(http.StatusNoContent)
}
