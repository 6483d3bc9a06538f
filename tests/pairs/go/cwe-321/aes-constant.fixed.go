package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/hex"
	"os"
)

func newGCM() (cipher.AEAD, error) {
	key, err := hex.DecodeString(os.Getenv("SEAL_KEY"))
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
