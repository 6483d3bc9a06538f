package app

import (
	"fmt"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	cookie, err := r.Cookie("theme")
	if err != nil {
		return
	}
	fmt.Fprintf(w, `<body class="%s">`, cookie.Value)
}
