package app

import "github.com/golang-jwt/jwt/v5"

func UserOf(raw string, key []byte) (string, error) {
	var claims jwt.RegisteredClaims
	_, err := jwt.ParseWithClaims(raw, &claims, func(t *jwt.Token) (any, error) {
		return key, nil
	}, jwt.WithValidMethods([]string{"HS256"}))
	return claims.Subject, err
}
