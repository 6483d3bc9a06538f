package reset

import (
	"fmt"
	"math/rand"
)

func Token() string {
	token := fmt.Sprintf("%x", rand.Int63())
	return token
}
