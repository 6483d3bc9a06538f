package app

import (
	"crypto/hmac"
	"crypto/sha256"
)

func Sign(key, data []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(data)
	return mac.Sum(nil)
}
