package app

import "github.com/golang-jwt/jwt/v5"

func Subject(raw string) (string, error) {
	token, _, err := new(jwt.Parser).ParseUnverified(raw, jwt.MapClaims{})
	if err != nil {
		return "", err
	}
	return token.Claims.GetSubject()
}
