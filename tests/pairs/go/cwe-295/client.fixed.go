package client

import (
	"crypto/tls"
	"net/http"
)

func New() *http.Client {
	transport := &http.Transport{TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}}
	return &http.Client{Transport: transport}
}
