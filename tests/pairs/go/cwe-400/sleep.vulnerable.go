package app

import (
	"net/http"
	"strconv"
	"time"
)

func handle(w http.ResponseWriter, r *http.Request) {
	seconds, _ := strconv.ParseInt(r.FormValue("wait"), 10, 64)
	time.Sleep(time.Duration(seconds) * time.Second)
}
