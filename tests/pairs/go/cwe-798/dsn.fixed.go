package store

import (
	"database/sql"
	"os"

	_ "github.com/lib/pq"
)

func open() (*sql.DB, error) {
	dsn := os.Getenv("DATABASE_URL")
	if len(os.Args) > 1 {
		dsn = os.Args[1]
	}
	return sql.Open("postgres", dsn)
}
