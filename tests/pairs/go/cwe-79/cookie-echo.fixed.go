package app

import (
	"fmt"
	"html"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	cookie, err := r.Cookie("theme")
	if err != nil {
		return
	}
	fmt.Fprintf(w, `<body class="%s">`, html.EscapeString(cookie.Value))
}
