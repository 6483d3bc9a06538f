package app

import (
	"net"
	"net/http"
	"time"
)

func handle(w http.ResponseWriter, r *http.Request) {
	conn, err := net.DialTimeout("tcp", r.FormValue("address"), time.Second)
	if err == nil {
		conn.Close()
	}
}
