package app

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"
)

func Import(c *gin.Context) {
	var input struct {
		ID int `json:"id"`
	}
	if err := c.ShouldBindJSON(&input); err != nil {
		return
	}
	res, err := http.Get("https://catalog.example.org/items/" + strconv.Itoa(input.ID))
	if err == nil {
		res.Body.Close()
	}
}
