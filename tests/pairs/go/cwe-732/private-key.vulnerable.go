package keys

import "os"

func Save(path string, key []byte) error {
	return os.WriteFile(path, key, 0666)
}
