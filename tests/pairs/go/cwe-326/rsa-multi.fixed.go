package app

import (
	"crypto/rand"
	"crypto/rsa"
)

const keyBits = 4096

func NewKey() (*rsa.PrivateKey, error) {
	return rsa.GenerateMultiPrimeKey(rand.Reader, 3, keyBits)
}
