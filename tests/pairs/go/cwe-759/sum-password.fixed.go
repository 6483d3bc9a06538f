package accounts

import (
	"context"
	"database/sql"
	"encoding/hex"

	"golang.org/x/crypto/bcrypt"
)

func SetPassword(ctx context.Context, db *sql.DB, id int64, password string) error {
	sum, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "UPDATE users SET password_hash = $1 WHERE id = $2", hex.EncodeToString(sum[:]), id)
	return err
}
