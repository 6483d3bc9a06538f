package app

import (
	"net"
	"net/http"
	"time"
)

func handle(w http.ResponseWriter, r *http.Request) {
	conn, err := net.DialTimeout("tcp", "cache.example.org:6379", time.Second)
	if err == nil {
		conn.Close()
	}
}
