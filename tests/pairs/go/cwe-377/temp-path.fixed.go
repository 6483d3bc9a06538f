package export

import (
	"fmt"
	"os"
)

func write(data []byte) (string, error) {
	file, err := os.CreateTemp("", "export-*.csv")
	if err != nil {
		return "", fmt.Errorf("temporary file: %w", err)
	}
	defer file.Close()
	_, err = file.Write(data)
	return file.Name(), err
}
