package app

import (
	"errors"

	"github.com/golang-jwt/jwt/v5"
)

func Parse(raw string) (*jwt.Token, error) {
	return jwt.Parse(raw, func(t *jwt.Token) (any, error) {
		if t.Method.Alg() != "HS256" {
			return nil, errors.New("algorithm")
		}
		return secret(), nil
	})
}
