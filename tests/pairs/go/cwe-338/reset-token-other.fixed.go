package account

import (
	"crypto/rand"
	"encoding/hex"

)

func resetToken() (string, error) {
	token := make([]byte, 16)
	if _, err := rand.Read(token); err != nil {
		return "", err
	}
	return hex.EncodeToString(token), nil
}

func salt() []byte {
	out := make([]byte, 16)
	rand.Read(out)
	return out
}
