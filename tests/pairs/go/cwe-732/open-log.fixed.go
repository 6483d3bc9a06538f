package audit

import "os"

func open(path string) (*os.File, error) {
	if err := os.MkdirAll("/var/lib/audit", 0750); err != nil {
		return nil, err
	}
	return os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0640)
}
