package app

import (
	"net/http"
	"path/filepath"

	"github.com/gorilla/mux"
)

func handle(w http.ResponseWriter, r *http.Request) {
	name := mux.Vars(r)["name"]
	if !filepath.IsLocal(name) {
		return
	}
	http.ServeFile(w, r, filepath.Join("/srv/docs", name))
}
