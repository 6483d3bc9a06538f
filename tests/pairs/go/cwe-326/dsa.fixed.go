package app

import (
	"crypto/dsa"
	"crypto/rand"
)

func NewParameters(p *dsa.Parameters) error {
	return dsa.GenerateParameters(p, rand.Reader, dsa.L3072N256)
}
