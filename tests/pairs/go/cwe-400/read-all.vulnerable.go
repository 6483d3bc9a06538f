package app

import (
	"io/ioutil"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	data, err := ioutil.ReadAll(r.Body)
	if err == nil {
		store(data)
	}
}
