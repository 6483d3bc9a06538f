package account

import (
	"crypto/rand"
	"math/big"
	mathrand "math/rand"
)

const letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"

func generatePassword(n int) (string, error) {
	password := make([]byte, n)
	for i := range password {
		password[i] = letters[mathrand.Intn(len(letters))]
	}
	return string(password), nil
}

var _ = big.NewInt
var _ = rand.Reader
