package app

import (
	"bytes"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	var buffer bytes.Buffer
	if _, err := buffer.ReadFrom(http.MaxBytesReader(w, r.Body, 1<<20)); err == nil {
		store(buffer.Bytes())
	}
}
