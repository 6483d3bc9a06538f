package app

import (
	"net/http"
	"strconv"
)

func handle(w http.ResponseWriter, r *http.Request) {
	n, _ := strconv.Atoi(r.FormValue("workers"))
	for i := 0; i < n; i++ {
		go work()
	}
}
