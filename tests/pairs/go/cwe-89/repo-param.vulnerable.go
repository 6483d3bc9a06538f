package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

type Store struct{ db *sql.DB }

func (s *Store) ByTags(ctx context.Context, tags []string) (*sql.Rows, error) {
	quoted := make([]string, len(tags))
	for i, t := range tags {
		quoted[i] = "'" + t + "'"
	}
	return s.db.QueryContext(ctx, fmt.Sprintf("SELECT id FROM posts WHERE tag IN (%s)", strings.Join(quoted, ",")))
}
