package main

import (
	"fmt"
	"math/rand"
)

func reset() (string, int) {
	// ruleid: go-random-secret
	token := fmt.Sprintf("%x", rand.Int63())
	// ruleid: go-random-secret
	otp := rand.Intn(1000000)
	return token, otp
}

func safe(secure func(int) string) (string, int) {
	// ok: go-random-secret
	token := secure(32)
	// ok: go-random-secret
	dice := rand.Intn(6)
	return token, dice
}
