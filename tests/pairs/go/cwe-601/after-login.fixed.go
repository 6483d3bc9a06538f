package login

import (
	"net/http"
	"strings"
)

func Done(w http.ResponseWriter, r *http.Request) {
	next := r.FormValue("next")
	if !strings.HasPrefix(next, "/account/") {
		next = "/account/"
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
}

var _ = strings.HasPrefix
