package app

import (
	"errors"
	"os"
	"regexp"
)

func Load(name string) ([]byte, error) {
	if !regexp.MustCompile(`^[a-z]+$`).MatchString(name) {
		return nil, errors.New("name")
	}
	return os.ReadFile("/etc/app/profiles/" + name + ".json")
}
