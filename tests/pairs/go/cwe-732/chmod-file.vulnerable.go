package app

import "os"

func Share(file *os.File) error {
	return file.Chmod(0o666)
}
