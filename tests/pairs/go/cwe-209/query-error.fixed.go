package app

import (
	"log"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	rows, err := db.QueryContext(r.Context(), "SELECT id FROM notes")
	if err != nil {
		log.Print(err)
		http.Error(w, "internal error", 500)
		return
	}
	defer rows.Close()
}
