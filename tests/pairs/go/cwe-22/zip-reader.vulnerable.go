package app

import (
	"archive/zip"
	"io"
	"os"
)

func Extract(reader *zip.Reader, target string) error {
	for _, file := range reader.File {
		source, err := file.Open()
		if err != nil {
			return err
		}
		out, err := os.Create(target + "/" + file.Name)
		if err != nil {
			return err
		}
		if _, err := io.CopyN(out, source, 1<<20); err != nil && err != io.EOF {
			return err
		}
	}
	return nil
}
