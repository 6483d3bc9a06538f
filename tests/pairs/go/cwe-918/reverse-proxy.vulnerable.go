package app

import (
	"net/http"
	"net/http/httputil"
	"net/url"
)

func handle(w http.ResponseWriter, r *http.Request) {
	target, err := url.Parse(r.URL.Query().Get("backend"))
	if err != nil {
		return
	}
	httputil.NewSingleHostReverseProxy(target).ServeHTTP(w, r)
}
