package auth

import "github.com/golang-jwt/jwt/v5"

var signingKey = []byte("s3cr3t-Signing-Key-2024")

func Issue(user string) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"sub": user}).SignedString(signingKey)
}
