package app

import (
	"encoding/base64"
	"encoding/json"
	"strings"
)

func UserOf(raw string) (string, error) {
	parts := strings.Split(raw, ".")
	data, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return "", err
	}
	var claims struct{ Sub string }
	err = json.Unmarshal(data, &claims)
	return claims.Sub, err
}
