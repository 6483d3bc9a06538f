package app

import (
	"net/http"

	"github.com/dlclark/regexp2"
)

func handle(w http.ResponseWriter, r *http.Request) {
	pattern, err := regexp2.Compile(regexp2.Escape(r.FormValue("q")), 0)
	if err == nil {
		search(pattern)
	}
}
