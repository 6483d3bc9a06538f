package main

import "crypto/tls"

func config() *tls.Config {
	// ruleid: go-tls-old-version
	first := &tls.Config{MinVersion: tls.VersionTLS10}
	// ruleid: go-tls-old-version
	first.MinVersion = tls.VersionTLS11
	return first
}

func safe() *tls.Config {
	// ok: go-tls-old-version
	first := &tls.Config{MinVersion: tls.VersionTLS12}
	// ok: go-tls-old-version
	first.MinVersion = tls.VersionTLS13
	return first
}
