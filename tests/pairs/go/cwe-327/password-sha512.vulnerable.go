package app

import (
	"crypto/sha512"
	"encoding/hex"
)

func Hash(password string) string {
	sum := sha512.Sum512([]byte(password))
	return hex.EncodeToString(sum[:])
}
