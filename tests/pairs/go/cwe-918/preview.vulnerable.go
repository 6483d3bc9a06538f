package preview

import (
	"io"
	"net/http"
	"net/url"
)

func Preview(w http.ResponseWriter, r *http.Request) {
	response, err := http.Get(r.FormValue("url"))
	if err != nil {
		http.Error(w, "unreachable", http.StatusBadGateway)
		return
	}
	defer response.Body.Close()
	io.Copy(w, response.Body)
}

var _ = url.PathEscape
