package app

import (
	"html/template"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	data := map[string]any{"Script": template.JS("var user = '" + r.FormValue("user") + "';")}
	page.Execute(w, data)
}
