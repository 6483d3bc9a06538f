package tokens

import (
	"os"

	"github.com/golang-jwt/jwt/v5"
)

func Sign(claims jwt.Claims) (string, error) {
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, claims)
	return token.SignedString([]byte(os.Getenv("TOKEN_KEY")))
}

var _ = os.Getenv
