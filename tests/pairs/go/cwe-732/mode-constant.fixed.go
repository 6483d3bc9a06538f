package app

import "os"

const mode = 0o750

func Prepare(folder string) error {
	return os.MkdirAll(folder, mode)
}
