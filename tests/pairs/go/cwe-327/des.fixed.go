package seal

import (
	"crypto/cipher"
	"crypto/aes"
)

func Block(key []byte) (cipher.Block, error) {
	return aes.NewCipher(key)
}
