package app

import (
	"log"
	"net/http"
	"runtime/debug"
)

func handle(w http.ResponseWriter, r *http.Request) {
	defer func() {
		if cause := recover(); cause != nil {
			log.Printf("%v\n%s", cause, debug.Stack())
			w.WriteHeader(500)
		}
	}()
	serve(r)
}
