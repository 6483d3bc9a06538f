package search

import (
	"github.com/gin-gonic/gin"
	"gorm.io/gorm"
)

type Article struct{ Title string }

func Search(db *gorm.DB) gin.HandlerFunc {
	return func(c *gin.Context) {
		var found []Article
		db.Where("title LIKE '%" + c.Query("q") + "%'").Find(&found)
		c.JSON(200, found)
	}
}
