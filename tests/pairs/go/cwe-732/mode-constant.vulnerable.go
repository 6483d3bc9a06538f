package app

import "os"

const mode = 0o777

func Prepare(folder string) error {
	return os.MkdirAll(folder, mode)
}
