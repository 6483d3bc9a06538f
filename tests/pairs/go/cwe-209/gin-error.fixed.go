package api

import (
	"log"
	"net/http"

	"github.com/gin-gonic/gin"
)

func getOrder(c *gin.Context) {
	order, err := store.Find(c.Param("id"))
	if err != nil {
		log.Printf("find order: %v", err)
		c.JSON(http.StatusInternalServerError, gin.H{"error": "internal error"})
		return
	}
	c.JSON(http.StatusOK, order)
}
