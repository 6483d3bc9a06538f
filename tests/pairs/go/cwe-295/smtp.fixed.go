package app

import (
	"crypto/tls"
	"net/smtp"
)

func Send(client *smtp.Client, host string) error {
	return client.StartTLS(&tls.Config{ServerName: host, MinVersion: tls.VersionTLS12})
}
