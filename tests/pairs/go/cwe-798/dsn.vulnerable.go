package store

import (
	"database/sql"
	"os"

	_ "github.com/lib/pq"
)

func open() (*sql.DB, error) {
	dsn := "postgres://app:Tr1cky-Pass@db.internal:5432/shop?sslmode=verify-full"
	if len(os.Args) > 1 {
		dsn = os.Args[1]
	}
	return sql.Open("postgres", dsn)
}
