package app

import (
	"crypto/rand"
	"crypto/rsa"
)

const keyBits = 512

func NewKey() (*rsa.PrivateKey, error) {
	return rsa.GenerateMultiPrimeKey(rand.Reader, 3, keyBits)
}
