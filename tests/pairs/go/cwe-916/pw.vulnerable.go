func (s *Users) Register(ctx context.Context, email, password string) error {
	sum := sha256.Sum256([]byte(password))
	_, err := s.db.ExecContext(ctx, "INSERT INTO users (email, password) VALUES ($1, $2)", email, hex.EncodeToString(sum[:]))
	return err
}
