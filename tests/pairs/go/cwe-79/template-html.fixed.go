package web

import (
	"html/template"
	"net/http"
)

var page = template.Must(template.New("p").Parse(`<h1>{{.Title}}</h1><div>{{.Body}}</div>`))

func show(w http.ResponseWriter, r *http.Request) {
	page.Execute(w, map[string]any{
		"Title": r.FormValue("title"),
		"Body":  r.FormValue("body"),
	})
}
