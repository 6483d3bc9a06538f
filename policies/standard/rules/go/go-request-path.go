package main

import (
	"net/http"
	"os"
	"path/filepath"
)

func download(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-request-path
	os.ReadFile(filepath.Join("/srv", r.FormValue("name")))
	name := r.URL.Query().Get("name")
	// ruleid: go-request-path
	os.Open("/srv/" + name)
}

func safe(w http.ResponseWriter, r *http.Request) {
	// ok: go-request-path
	os.ReadFile(filepath.Join("/srv", filepath.Base(r.FormValue("name"))))
	// ok: go-request-path
	os.Open("/srv/index.html")
}
