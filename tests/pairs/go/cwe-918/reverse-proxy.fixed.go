package app

import (
	"net/http"
	"net/http/httputil"
	"net/url"
)

func handle(w http.ResponseWriter, r *http.Request) {
	target, err := url.Parse("http://127.0.0.1:9000")
	if err != nil {
		return
	}
	httputil.NewSingleHostReverseProxy(target).ServeHTTP(w, r)
}
