package app

import "os"

func Dump(path string, data []byte) error {
	return os.WriteFile(path, data, 0o600)
}
