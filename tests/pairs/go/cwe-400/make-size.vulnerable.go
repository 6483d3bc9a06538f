package api

import (
	"net/http"
	"strconv"
)

func points(w http.ResponseWriter, r *http.Request) {
	count, err := strconv.Atoi(r.URL.Query().Get("count"))
	if err != nil {
		http.Error(w, "bad count", http.StatusBadRequest)
		return
	}
	values := make([]float64, count)
	render(w, values)
}
