package app

import "crypto/cipher"

func Seal(gcm cipher.AEAD, data []byte) []byte {
	nonce := []byte("0123456789ab")
	return gcm.Seal(nil, nonce, data, nil)
}
