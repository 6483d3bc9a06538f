package app

import "net/http"

func Call(req *http.Request) {
	req.Header.Set("Authorization", "Bearer 7d1f0c9be34a58826f11")
}
