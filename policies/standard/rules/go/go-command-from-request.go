package main

import (
	"net/http"
	"os/exec"
)

func run(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-command-from-request
	exec.Command(r.FormValue("program")).Run()
	name := r.URL.Query().Get("name")
	// ruleid: go-command-from-request
	exec.Command("convert", name).Run()
}

func safe(w http.ResponseWriter, r *http.Request) {
	// ok: go-command-from-request
	exec.Command("uptime").Run()
	// ok: go-command-from-request
	w.Header().Set("X-Name", r.FormValue("name"))
}
