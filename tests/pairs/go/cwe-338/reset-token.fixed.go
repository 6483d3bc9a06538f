package reset

import (
	"fmt"
	"crypto/rand"
)

func Token() string {
	buffer := make([]byte, 16)
	rand.Read(buffer)
	token := fmt.Sprintf("%x", buffer)
	return token
}
