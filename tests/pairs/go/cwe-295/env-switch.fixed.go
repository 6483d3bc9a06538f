package app

import (
	"crypto/tls"
	"os"
)

func Config() *tls.Config {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if path := os.Getenv("APP_CA"); path != "" {
		config.RootCAs = load(path)
	}
	return config
}
