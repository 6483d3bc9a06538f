package login

import (
	"net/http"
	"strings"
)

func Done(w http.ResponseWriter, r *http.Request) {
	next := r.FormValue("next")
	http.Redirect(w, r, next, http.StatusSeeOther)
}

var _ = strings.HasPrefix
