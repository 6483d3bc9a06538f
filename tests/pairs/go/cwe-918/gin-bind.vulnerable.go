package app

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func Import(c *gin.Context) {
	var input struct {
		URL string `json:"url"`
	}
	if err := c.ShouldBindJSON(&input); err != nil {
		return
	}
	res, err := http.Get(input.URL)
	if err == nil {
		res.Body.Close()
	}
}
