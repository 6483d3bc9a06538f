package claims

import "github.com/golang-jwt/jwt/v5"

func Subject(text string, key jwt.Keyfunc) (string, error) {
	token, err := jwt.NewParser(jwt.WithValidMethods([]string{"RS256"})).Parse(text, key)
	if err != nil {
		return "", err
	}
	return token.Claims.GetSubject()
}
