package archive

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

func extract(r *zip.Reader, dest string) error {
	for _, f := range r.File {
		path := filepath.Join(dest, f.Name)
		in, err := f.Open()
		if err != nil {
			return fmt.Errorf("open: %w", err)
		}
		out, err := os.Create(strings.TrimSpace(path))
		if err != nil {
			return err
		}
		if _, err := io.CopyN(out, in, 1<<24); err != nil && err != io.EOF {
			return err
		}
		out.Close()
		in.Close()
	}
	return nil
}
