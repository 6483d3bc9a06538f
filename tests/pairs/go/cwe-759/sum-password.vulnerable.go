package accounts

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"

	"golang.org/x/crypto/bcrypt"
)

func SetPassword(ctx context.Context, db *sql.DB, id int64, password string) error {
	sum := sha256.Sum256([]byte(password))
	_, err := db.ExecContext(ctx, "UPDATE users SET password_hash = $1 WHERE id = $2", hex.EncodeToString(sum[:]), id)
	return err
}
