package main

import "html/template"

func show(name string) (template.HTML, template.JS) {
	// ruleid: go-template-raw
	first := template.HTML("<b>" + name + "</b>")
	// ruleid: go-template-raw
	return first, template.JS(name)
}

func safe(name string) (template.HTML, string) {
	// ok: go-template-raw
	first := template.HTML("<hr>")
	// ok: go-template-raw
	return first, template.HTMLEscapeString(name)
}
