package app

import "net/http"

func handle(w http.ResponseWriter, r *http.Request) {
	data := map[string]any{"User": r.FormValue("user")}
	page.Execute(w, data)
}
