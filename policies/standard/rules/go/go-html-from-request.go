package main

import (
	"fmt"
	"html"
	"net/http"
)

func hello(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-html-from-request
	fmt.Fprintf(w, "<h1>Hello %s</h1>", r.FormValue("name"))
	name := r.URL.Query().Get("name")
	// ruleid: go-html-from-request
	w.Write([]byte("<p>" + name + "</p>"))
}

func safe(w http.ResponseWriter, r *http.Request) {
	// ok: go-html-from-request
	fmt.Fprintf(w, "<h1>Hello %s</h1>", html.EscapeString(r.FormValue("name")))
	// ok: go-html-from-request
	fmt.Fprint(w, "<h1>Hello</h1>")
}
