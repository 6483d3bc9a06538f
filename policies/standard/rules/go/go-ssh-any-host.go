package main

import "golang.org/x/crypto/ssh"

func config() *ssh.ClientConfig {
	return &ssh.ClientConfig{
		// ruleid: go-ssh-any-host
		HostKeyCallback: ssh.InsecureIgnoreHostKey(),
	}
}

func later(config *ssh.ClientConfig) {
	// ruleid: go-ssh-any-host
	config.HostKeyCallback = ssh.InsecureIgnoreHostKey()
}

func safe(key ssh.PublicKey, config *ssh.ClientConfig) {
	// ok: go-ssh-any-host
	config.HostKeyCallback = ssh.FixedHostKey(key)
	// ok: go-ssh-any-host
	config.User = "svc"
}
