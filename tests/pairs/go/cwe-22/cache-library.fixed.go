package app

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
)

type Cache struct{ folder string }

func (c *Cache) Put(key string, data []byte) error {
	sum := sha256.Sum256([]byte(key))
	return os.WriteFile(filepath.Join(c.folder, hex.EncodeToString(sum[:])), data, 0o600)
}
