package web

import (
	"database/sql"
	"fmt"
	"html"
	"net/http"
)

func comments(db *sql.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		rows, err := db.QueryContext(r.Context(), "SELECT body FROM comments")
		if err != nil {
			http.Error(w, "failed", http.StatusInternalServerError)
			return
		}
		defer rows.Close()
		w.Header().Set("Content-Type", "text/html")
		for rows.Next() {
			var body string
			if rows.Scan(&body) == nil {
				fmt.Fprintf(w, "<p>%s</p>", body)
			}
		}
	}
}

var _ = html.EscapeString
