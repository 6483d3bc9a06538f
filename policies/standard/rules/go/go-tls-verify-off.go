package main

import (
	"crypto/tls"
	"crypto/x509"
)

func config() *tls.Config {
	// ruleid: go-tls-verify-off
	first := &tls.Config{InsecureSkipVerify: true}
	// ruleid: go-tls-verify-off
	first.InsecureSkipVerify = true
	return first
}

func safe(pool *x509.CertPool) *tls.Config {
	// ok: go-tls-verify-off
	first := &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
	// ok: go-tls-verify-off
	first.InsecureSkipVerify = false
	return first
}
