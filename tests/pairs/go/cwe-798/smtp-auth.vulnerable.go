package app

import "net/smtp"

func Auth() smtp.Auth {
	return smtp.PlainAuth("", "robot@example.org", "Kestrel-88-moss", "mail.example.org")
}
