package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

type Store struct{ db *sql.DB }

func (s *Store) ByTags(ctx context.Context, tags []string) (*sql.Rows, error) {
	marks := make([]string, len(tags))
	args := make([]any, len(tags))
	for i, t := range tags {
		marks[i] = fmt.Sprintf("$%d", i+1)
		args[i] = t
	}
	return s.db.QueryContext(ctx, fmt.Sprintf("SELECT id FROM posts WHERE tag IN (%s)", strings.Join(marks, ",")), args...)
}
