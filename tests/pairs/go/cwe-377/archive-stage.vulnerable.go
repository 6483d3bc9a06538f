package archive

import (
	"io"
	"os"
	"path/filepath"
)

func stage(source io.Reader) (string, error) {
	name := filepath.Join(os.TempDir(), "upload.tar.gz")
	file, err := os.Create(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	_, err = io.Copy(file, source)
	return file.Name(), err
}
