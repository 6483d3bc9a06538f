package auth

import (
	"os"

	"github.com/golang-jwt/jwt/v5"
)

var secretKey = []byte("my-very-secret-signing-key")

func issue(user string) (string, error) {
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"sub": user, "iss": os.Getenv("ISSUER")})
	return token.SignedString(secretKey)
}
