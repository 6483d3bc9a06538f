package app

import "github.com/golang-jwt/jwt/v5"

func Subject(raw string, key []byte) (string, error) {
	token, err := jwt.Parse(raw, func(t *jwt.Token) (any, error) {
		return key, nil
	}, jwt.WithValidMethods([]string{"HS256"}))
	if err != nil {
		return "", err
	}
	return token.Claims.GetSubject()
}
