package app

import (
	"errors"
	"io"
	"net/http"
	"net/url"
)

func handle(w http.ResponseWriter, r *http.Request) {
	body, err := fetch(r.FormValue("src"))
	if err == nil {
		store(body)
	}
}

func fetch(address string) ([]byte, error) {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Host != "img.example.org" {
		return nil, errors.New("host")
	}
	res, err := http.Get(parsed.String())
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	return io.ReadAll(io.LimitReader(res.Body, 1<<20))
}
