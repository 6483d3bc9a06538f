package main

import (
	"crypto/rand"
	"crypto/rsa"
)

func keys() {
	// ruleid: go-short-key
	rsa.GenerateKey(rand.Reader, 1024)
	// ruleid: go-short-key
	rsa.GenerateKey(rand.Reader, 512)
}

func safe(bits int) {
	// ok: go-short-key
	rsa.GenerateKey(rand.Reader, 3072)
	// ok: go-short-key
	rsa.GenerateKey(rand.Reader, bits)
}
