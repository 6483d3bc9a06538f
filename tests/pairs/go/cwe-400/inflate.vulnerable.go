package app

import (
	"compress/zlib"
	"io"
)

func Inflate(in io.Reader, out io.Writer) error {
	reader, err := zlib.NewReader(in)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, reader)
	return err
}
