package account

import (
	"crypto/rand"
	"math/big"

)

const letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"

func generatePassword(n int) (string, error) {
	password := make([]byte, n)
	for i := range password {
		index, err := rand.Int(rand.Reader, big.NewInt(int64(len(letters))))
		if err != nil {
			return "", err
		}
		password[i] = letters[index.Int64()]
	}
	return string(password), nil
}

var _ = big.NewInt
var _ = rand.Reader
