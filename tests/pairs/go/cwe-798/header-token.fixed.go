package app

import (
	"net/http"
	"os"
)

func Call(req *http.Request) {
	req.Header.Set("Authorization", "Bearer "+os.Getenv("API_TOKEN"))
}
