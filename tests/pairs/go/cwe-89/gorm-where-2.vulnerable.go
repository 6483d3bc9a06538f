func FindUser(db *gorm.DB, c *gin.Context) {
	var user User
	db.Where("email = '" + c.Query("email") + "'").First(&user)
	c.JSON(200, user)
}
