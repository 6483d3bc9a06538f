package app

import (
	"html/template"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	w.Write([]byte("<p>" + template.HTMLEscapeString(r.FormValue("text")) + "</p>"))
}
