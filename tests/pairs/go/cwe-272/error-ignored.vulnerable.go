package main

import (
	"log"
	"syscall"
)

func leaveRoot(uid, gid int) {
	syscall.Setgid(gid)
	syscall.Setuid(uid)
	log.Printf("running as %d", uid)
}
