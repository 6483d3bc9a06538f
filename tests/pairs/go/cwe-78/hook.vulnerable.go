package hooks

import (
	"encoding/json"
	"net/http"
	"os/exec"
)

type Hook struct {
	Command string
	Branch  string
}

func Run(w http.ResponseWriter, r *http.Request) {
	var hook Hook
	if err := json.NewDecoder(r.Body).Decode(&hook); err != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	exec.Command(hook.Command, "deploy").Run()
}
