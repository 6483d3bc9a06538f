package auth

import (
	"errors"

	"github.com/golang-jwt/jwt/v5"
)

func userOf(token string, key []byte) (string, error) {
	claims := jwt.MapClaims{}
	_, _, err := jwt.NewParser().ParseUnverified(token, claims)
	if err != nil {
		return "", errors.Join(errors.New("token"), err)
	}
	return claims.GetSubject()
}
