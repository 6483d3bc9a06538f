package app

import (
	"crypto/hmac"
	"crypto/sha256"
	"os"
)

var signingKey = []byte(os.Getenv("SIGNING_KEY"))

func Sign(data []byte) []byte {
	mac := hmac.New(sha256.New, signingKey)
	mac.Write(data)
	return mac.Sum(nil)
}
