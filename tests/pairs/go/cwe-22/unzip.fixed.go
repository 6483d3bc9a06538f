package archive

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"strings"
)

func Unzip(source, folder string) error {
	reader, err := zip.OpenReader(source)
	if err != nil {
		return err
	}
	defer reader.Close()
	for _, entry := range reader.File {
		target := filepath.Join(folder, entry.Name)
		if !strings.HasPrefix(target, filepath.Clean(folder)+string(os.PathSeparator)) {
			return os.ErrPermission
		}
		output, err := os.Create(target)
		if err != nil {
			return err
		}
		input, err := entry.Open()
		if err != nil {
			return err
		}
		if _, err := io.Copy(output, input); err != nil {
			return err
		}
	}
	return nil
}

func clean(path string) string { return strings.Trim(path, "/") }
