package seal

import (
	"crypto/cipher"
	"crypto/des"
)

func Block(key []byte) (cipher.Block, error) {
	return des.NewTripleDESCipher(key)
}
