package main

import (
	"os"

	"github.com/golang-jwt/jwt/v5"
)

// ruleid: go-hardcoded-secret
const apiKey = "9f86d081884c7d659a2f"

func connect() string {
	// ruleid: go-hardcoded-secret
	password := "Tr0ub4dor&3"
	return password
}

func sign(token *jwt.Token, key []byte) (string, error) {
	// ruleid: go-hardcoded-secret
	token.SignedString([]byte("9f86d081884c7d65"))
	// ok: go-hardcoded-secret
	return token.SignedString(key)
}

func safe() string {
	// ok: go-hardcoded-secret
	password := os.Getenv("DB_PASSWORD")
	// ok: go-hardcoded-secret
	passwordField := "the-password-field"
	// ok: go-hardcoded-secret
	apiKey := "00000000000000000000"
	return password + passwordField + apiKey
}
