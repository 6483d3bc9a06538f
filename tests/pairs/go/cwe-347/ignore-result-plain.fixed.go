package update

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
)

func Install(data, sig []byte, key *rsa.PublicKey) error {
	sum := sha256.Sum256(data)
	if err := rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], sig); err != nil {
		return err
	}
	return unpack(data)
}
