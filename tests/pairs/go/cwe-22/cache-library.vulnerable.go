package app

import (
	"os"
	"path/filepath"
)

type Cache struct{ folder string }

func (c *Cache) Put(key string, data []byte) error {
	return os.WriteFile(filepath.Join(c.folder, key), data, 0o600)
}
