package config

import (
	"encoding/json"
	"os"
)

type Credentials struct {
	User  string `json:"user"`
	Token string `json:"token"`
}

func Save(path string, c Credentials) error {
	data, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0666)
}
