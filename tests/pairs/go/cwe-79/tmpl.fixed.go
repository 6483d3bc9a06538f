func hello(c echo.Context) error {
	return c.HTML(http.StatusOK, "<h1>Hello "+html.EscapeString(c.QueryParam("name"))+"</h1>")
}
