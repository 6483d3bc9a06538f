package app

import (
	"html"
	"io"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query().Get("q")
	io.WriteString(w, "<h2>Found for "+html.EscapeString(q)+"</h2>")
}
