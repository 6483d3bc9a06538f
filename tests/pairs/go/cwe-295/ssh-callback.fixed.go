package app

import (
	"bytes"
	"errors"
	"net"

	"golang.org/x/crypto/ssh"
)

func Open(user string, signer ssh.Signer, known ssh.PublicKey) *ssh.ClientConfig {
	return &ssh.ClientConfig{
		User: user,
		Auth: []ssh.AuthMethod{ssh.PublicKeys(signer)},
		HostKeyCallback: func(hostname string, remote net.Addr, key ssh.PublicKey) error {
			if !bytes.Equal(key.Marshal(), known.Marshal()) {
				return errors.New("unknown host")
			}
			return nil
		},
	}
}
