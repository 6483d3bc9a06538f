package app

import (
	"net/http"
	"regexp"
)

func handle(w http.ResponseWriter, r *http.Request) {
	pattern, err := regexp.Compile("^" + regexp.QuoteMeta(r.FormValue("prefix")) + ".*$")
	if err == nil {
		search(pattern)
	}
}
