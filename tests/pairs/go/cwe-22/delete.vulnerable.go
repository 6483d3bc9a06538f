package app

import (
	"net/http"
	"os"
)

func handle(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Path[len("/files/"):]
	if err := os.Remove("/srv/files/" + name); err != nil {
		w.WriteHeader(404)
	}
}
