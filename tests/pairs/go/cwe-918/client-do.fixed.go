package app

import (
	"net/http"
	"net/url"
	"time"
)

func handle(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Timeout: 5 * time.Second}
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, "https://feeds.example.org/"+url.PathEscape(r.Header.Get("X-Feed")), nil)
	if err != nil {
		return
	}
	res, err := client.Do(req)
	if err == nil {
		res.Body.Close()
	}
}
