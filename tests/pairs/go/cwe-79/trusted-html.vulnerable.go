package pages

import (
	"html/template"
	"net/http"
)

var page = template.Must(template.New("page").Parse("<body>{{.Note}}</body>"))

func Note(w http.ResponseWriter, r *http.Request) {
	page.Execute(w, map[string]any{"Note": template.HTML(r.FormValue("note"))})
}
