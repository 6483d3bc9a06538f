package app

import (
	"net/smtp"
	"os"
)

func Auth() smtp.Auth {
	return smtp.PlainAuth("", "robot@example.org", os.Getenv("MAIL_PASSWORD"), "mail.example.org")
}
