package api

import (
	"fmt"
	"log"
	"net/http"
	"runtime/debug"
)

func recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v != nil {
				log.Printf("panic: %v\n%s", v, debug.Stack())
				w.WriteHeader(http.StatusInternalServerError)
				fmt.Fprintf(w, "panic: %v\n%s", v, debug.Stack())
			}
		}()
		next.ServeHTTP(w, r)
	})
}
