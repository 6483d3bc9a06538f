type CloneRequest struct {
	URL    string `json:"url"`
	Branch string `json:"branch"`
}

func clone(w http.ResponseWriter, r *http.Request) {
	var req CloneRequest
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&req); err != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	cmd := exec.Command("/bin/sh", "-c", fmt.Sprintf("git clone -b %s %s /srv/repos", req.Branch, req.URL))
	if err := cmd.Run(); err != nil {
		http.Error(w, "clone failed", http.StatusInternalServerError)
	}
}
