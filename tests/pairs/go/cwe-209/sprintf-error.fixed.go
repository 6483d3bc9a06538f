package app

import (
	"log"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	if err := save(r); err != nil {
		log.Printf("save: %s", err.Error())
		http.Error(w, "could not save", http.StatusInternalServerError)
	}
}
