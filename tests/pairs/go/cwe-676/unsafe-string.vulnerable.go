package text

import "unsafe"

func toString(data *byte, length int) string {
	return string(unsafe.Slice(data, length))
}
