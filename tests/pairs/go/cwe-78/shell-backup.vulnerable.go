package backup

import (
	"net/http"
	"os/exec"
)

func handler(w http.ResponseWriter, r *http.Request) {
	database := r.FormValue("database")
	out, err := exec.Command("bash", "-c", "pg_dump "+database+" | gzip").Output()
	if err != nil {
		http.Error(w, "failed", http.StatusInternalServerError)
		return
	}
	w.Write(out)
}
