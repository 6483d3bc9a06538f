package app

import (
	"bytes"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	var buffer bytes.Buffer
	if _, err := buffer.ReadFrom(r.Body); err == nil {
		store(buffer.Bytes())
	}
}
