package app

import "html/template"

var page = template.New("page").Funcs(template.FuncMap{
	"raw": func(text string) template.HTML { return template.HTML("<i>" + text + "</i>") },
})
