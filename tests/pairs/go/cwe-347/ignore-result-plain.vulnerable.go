package update

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
)

func Install(data, sig []byte, key *rsa.PublicKey) error {
	sum := sha256.Sum256(data)
	_ = rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], sig)
	return unpack(data)
}
