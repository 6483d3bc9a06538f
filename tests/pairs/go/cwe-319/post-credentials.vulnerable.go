package client

import (
	"bytes"
	"encoding/json"
	"net/http"
)

func LogIn(user, password string) (*http.Response, error) {
	body, err := json.Marshal(map[string]string{"user": user, "password": password})
	if err != nil {
		return nil, err
	}
	return http.Post("http://auth.shop.org/login", "application/json", bytes.NewReader(body))
}
