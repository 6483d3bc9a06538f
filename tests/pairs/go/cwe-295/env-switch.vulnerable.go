package app

import (
	"crypto/tls"
	"os"
)

func Config() *tls.Config {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if os.Getenv("APP_ENV") != "production" {
		config.InsecureSkipVerify = true
	}
	return config
}
