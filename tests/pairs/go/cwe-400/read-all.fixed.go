package app

import (
	"io"
	"io/ioutil"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	data, err := ioutil.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err == nil {
		store(data)
	}
}
