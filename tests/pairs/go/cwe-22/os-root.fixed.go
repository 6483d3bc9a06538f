package app

import (
	"net/http"
	"os"
)

func handle(w http.ResponseWriter, r *http.Request) {
	root, err := os.OpenRoot("/srv/public")
	if err != nil {
		return
	}
	file, err := root.Open(r.FormValue("page"))
	if err == nil {
		defer file.Close()
	}
}
