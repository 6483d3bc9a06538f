package app

import (
	"net/http"
	"runtime/debug"
)

func handle(w http.ResponseWriter, r *http.Request) {
	defer func() {
		if cause := recover(); cause != nil {
			w.WriteHeader(500)
			w.Write(debug.Stack())
		}
	}()
	serve(r)
}
