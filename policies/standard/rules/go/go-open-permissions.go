package main

import "os"

func share(path string, data []byte) {
	// ruleid: go-open-permissions
	os.Chmod(path, 0777)
	// ruleid: go-open-permissions
	os.WriteFile(path, data, 0o666)
	// ruleid: go-open-permissions
	os.MkdirAll(path, os.ModePerm)
}

func safe(path string, data []byte) {
	// ok: go-open-permissions
	os.WriteFile(path, data, 0600)
	// ok: go-open-permissions
	os.MkdirAll(path, 0o755)
}
