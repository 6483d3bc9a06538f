package main

import (
	"fmt"
	"math/rand"
)

func sessionToken() string {
	return fmt.Sprintf("%016x", rand.Int63())
}
