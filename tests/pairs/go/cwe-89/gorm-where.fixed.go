package store

import (
	"github.com/gin-gonic/gin"
	"gorm.io/gorm"
)

type User struct{ Name string }

func find(db *gorm.DB) gin.HandlerFunc {
	return func(c *gin.Context) {
		var users []User
		name := c.Query("name")
		db.Where("name = ?", name).Find(&users)
		c.JSON(200, users)
	}
}
