package archive

import (
	"io"
	"os"
)

func stage(source io.Reader) (string, error) {
	file, err := os.CreateTemp("", "upload-*.tar.gz")
	if err != nil {
		return "", err
	}
	defer file.Close()
	_, err = io.Copy(file, source)
	return file.Name(), err
}
