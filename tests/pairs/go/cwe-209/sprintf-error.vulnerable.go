package app

import (
	"fmt"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	if err := save(r); err != nil {
		msg := fmt.Sprintf("could not save: %s", err.Error())
		http.Error(w, msg, http.StatusInternalServerError)
	}
}
