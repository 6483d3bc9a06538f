package products

import (
	"context"
	"database/sql"
	"strings"
)

var columns = map[string]bool{"name": true, "price": true}

func List(ctx context.Context, db *sql.DB, order string) (*sql.Rows, error) {
	if !columns[order] {
		order = "name"
	}
	if _, ok := columns[order]; !ok {
		return nil, sql.ErrNoRows
	}
	var query strings.Builder
	query.WriteString("SELECT id, name, price FROM products ORDER BY ")
	query.WriteString(order)
	return db.QueryContext(ctx, query.String())
}
