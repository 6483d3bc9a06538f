func render(w http.ResponseWriter, r *http.Request) {
	src := "<p>Dear " + r.URL.Query().Get("name") + "</p>"
	t, err := template.New("mail").Parse(src)
	if err != nil {
		http.Error(w, "bad", 400)
		return
	}
	t.Execute(w, data{})
}
