package main

import "github.com/golang-jwt/jwt/v5"

func read(text string, claims jwt.MapClaims) {
	// ruleid: go-jwt-unverified
	jwt.NewParser().ParseUnverified(text, claims)
}

func sign(token *jwt.Token) (string, error) {
	// ruleid: go-jwt-unverified
	return token.SignedString(jwt.UnsafeAllowNoneSignatureType)
}

func safe(text string, key jwt.Keyfunc, token *jwt.Token, secret []byte) (string, error) {
	// ok: go-jwt-unverified
	jwt.Parse(text, key, jwt.WithValidMethods([]string{"RS256"}))
	// ok: go-jwt-unverified
	return token.SignedString(secret)
}
