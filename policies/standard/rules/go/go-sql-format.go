package main

import (
	"context"
	"database/sql"
	"fmt"
)

func find(db *sql.DB, name string) {
	// ruleid: go-sql-format
	db.Query(fmt.Sprintf("SELECT * FROM users WHERE name = '%s'", name))
	// ruleid: go-sql-format
	db.Exec("DELETE FROM users WHERE name = '" + name + "'")
}

func findLater(ctx context.Context, db *sql.DB, name string) {
	query := fmt.Sprintf("SELECT id FROM users WHERE name = '%s'", name)
	// ruleid: go-sql-format
	db.QueryRowContext(ctx, query)
}

func safe(db *sql.DB, name string) {
	// ok: go-sql-format
	db.Query("SELECT * FROM users WHERE name = ?", name)
	// ok: go-sql-format
	db.Query("SELECT * " + "FROM users")
}
