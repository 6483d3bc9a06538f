package app

import (
	"crypto/hmac"
	"crypto/sha1"
)

func Sign(key, data []byte) []byte {
	mac := hmac.New(sha1.New, key)
	mac.Write(data)
	return mac.Sum(nil)
}
