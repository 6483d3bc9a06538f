package app

import (
	"archive/zip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
)

func Extract(reader *zip.Reader, target string) error {
	for _, file := range reader.File {
		source, err := file.Open()
		if err != nil {
			return err
		}
		path := filepath.Join(target, file.Name)
		if !strings.HasPrefix(path, filepath.Clean(target)+"/") {
			return errors.New("path")
		}
		out, err := os.Create(path)
		if err != nil {
			return err
		}
		if _, err := io.CopyN(out, source, 1<<20); err != nil && err != io.EOF {
			return err
		}
	}
	return nil
}
