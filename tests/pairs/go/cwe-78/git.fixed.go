type CloneRequest struct {
	URL    string `json:"url"`
	Branch string `json:"branch"`
}

var branchName = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_./-]*$`)

func clone(w http.ResponseWriter, r *http.Request) {
	var req CloneRequest
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&req); err != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	if !branchName.MatchString(req.Branch) || !knownRepos[req.URL] {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	cmd := exec.Command("git", "clone", "-b", req.Branch, "--", req.URL, "/srv/repos")
	if err := cmd.Run(); err != nil {
		http.Error(w, "clone failed", http.StatusInternalServerError)
	}
}
