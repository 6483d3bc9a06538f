package users

import (
	"database/sql"
	"fmt"
	"net/http"
)

func Login(db *sql.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		query := fmt.Sprintf("SELECT id FROM users WHERE name = '%s'", r.FormValue("name"))
		var id int
		if err := db.QueryRow(query).Scan(&id); err != nil {
			http.Error(w, "unknown", http.StatusUnauthorized)
			return
		}
		fmt.Fprintf(w, "%d", id)
	}
}
