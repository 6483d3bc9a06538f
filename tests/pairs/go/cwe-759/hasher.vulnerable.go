func hashPassword(password string) ([]byte, error) {
	hasher := sha512.New()
	hasher.Write([]byte(password))
	return hasher.Sum(nil), nil
}
