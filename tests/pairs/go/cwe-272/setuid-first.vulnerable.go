func dropPrivileges(uid, gid int) error {
	if err := syscall.Setuid(uid); err != nil {
		return err
	}
	return syscall.Setgid(gid)
}
