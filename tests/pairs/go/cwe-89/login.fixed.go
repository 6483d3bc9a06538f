package users

import (
	"database/sql"
	"fmt"
	"net/http"
)

func Login(db *sql.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		query := "SELECT id FROM users WHERE name = $1"
		var id int
		if err := db.QueryRow(query, r.FormValue("name")).Scan(&id); err != nil {
			http.Error(w, "unknown", http.StatusUnauthorized)
			return
		}
		fmt.Fprintf(w, "%d", id)
	}
}
