package app

import "syscall"

func Daemonise() {
	syscall.Umask(0o027)
}
