package app

import (
	"net/http"
	"regexp"
)

func handle(w http.ResponseWriter, r *http.Request) {
	pattern, err := regexp.Compile("^" + r.FormValue("prefix") + ".*$")
	if err == nil {
		search(pattern)
	}
}
