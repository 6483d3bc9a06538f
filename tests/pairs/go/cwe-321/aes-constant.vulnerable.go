package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/hex"
	"os"
)

func newGCM() (cipher.AEAD, error) {
	key := []byte("uV3kz8Qp1mX6rT0yLw5sJc9dHb2nGf7a")
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
