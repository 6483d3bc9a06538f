package main

import (
	"log"
	"syscall"
)

func leaveRoot(uid, gid int) {
	if err := syscall.Setgid(gid); err != nil {
		log.Fatal(err)
	}
	if err := syscall.Setuid(uid); err != nil {
		log.Fatal(err)
	}
	log.Printf("running as %d", uid)
}
