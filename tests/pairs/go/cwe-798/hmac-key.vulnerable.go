package app

import (
	"crypto/hmac"
	"crypto/sha256"
)

var signingKey = []byte("a9f4c1d27b63e580")

func Sign(data []byte) []byte {
	mac := hmac.New(sha256.New, signingKey)
	mac.Write(data)
	return mac.Sum(nil)
}
