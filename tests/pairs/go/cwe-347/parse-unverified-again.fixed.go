package auth

import (
	"errors"

	"github.com/golang-jwt/jwt/v5"
)

func userOf(token string, key []byte) (string, error) {
	claims := jwt.MapClaims{}
	_, err := jwt.ParseWithClaims(token, claims, func(t *jwt.Token) (any, error) {
		if _, ok := t.Method.(*jwt.SigningMethodHMAC); !ok {
			return nil, errors.New("unexpected method")
		}
		return key, nil
	})
	if err != nil {
		return "", errors.Join(errors.New("token"), err)
	}
	return claims.GetSubject()
}
