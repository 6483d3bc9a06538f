package main

import "os"

// ruleid: go-hardcoded-secret
const apiKey = "9f86d081884c7d659a2f"

func connect() string {
	// ruleid: go-hardcoded-secret
	password := "Tr0ub4dor&3"
	return password
}

func safe() string {
	// ok: go-hardcoded-secret
	password := os.Getenv("DB_PASSWORD")
	// ok: go-hardcoded-secret
	passwordField := "the-password-field"
	return password + passwordField
}
