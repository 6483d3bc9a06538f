package auth

import (
	"os"

	"github.com/golang-jwt/jwt/v5"
)

var signingKey = []byte(os.Getenv("SIGNING_KEY"))

func Issue(user string) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"sub": user}).SignedString(signingKey)
}
