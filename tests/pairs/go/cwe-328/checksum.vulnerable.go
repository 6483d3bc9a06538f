package sums

import (
	"crypto/md5"
	"encoding/hex"
)

func Of(content []byte) string {
	sum := md5.Sum(content)
	return hex.EncodeToString(sum[:])
}
