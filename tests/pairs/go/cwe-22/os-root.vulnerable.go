package app

import (
	"net/http"
	"os"
)

func handle(w http.ResponseWriter, r *http.Request) {
	file, err := os.Open("/srv/public/" + r.FormValue("page"))
	if err == nil {
		defer file.Close()
	}
}
