package app

import (
	"crypto/tls"
	"net"
)

func Connect(address string) (net.Conn, error) {
	return tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true})
}
