package app

import (
	"net/http"
	"strconv"
	"strings"
)

func handle(w http.ResponseWriter, r *http.Request) {
	width, err := strconv.Atoi(r.FormValue("width"))
	if err != nil || width < 1 || width > 80 {
		return
	}
	line := strings.Repeat("-", width)
	print(line)
}
