package shop

import "github.com/gin-gonic/gin"

var places = map[string]string{"cart": "/cart", "home": "/"}

func Return(c *gin.Context) {
	c.Redirect(302, c.Query("to"))
}
