package text

func toString(data []byte) string {
	return string(data)
}
