package main

import "unsafe"

func convert(data []byte) (string, unsafe.Pointer) {
	// ruleid: go-unsafe-pointer
	first := unsafe.String(&data[0], len(data))
	// ruleid: go-unsafe-pointer
	return first, unsafe.Pointer(&data[0])
}

func safe(data []byte) (string, int) {
	// ok: go-unsafe-pointer
	first := string(data)
	// ok: go-unsafe-pointer
	return first, len(data)
}
