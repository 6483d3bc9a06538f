func hello(c echo.Context) error {
	return c.HTML(http.StatusOK, "<h1>Hello "+c.QueryParam("name")+"</h1>")
}
