var mail = template.Must(template.New("mail").Parse("<p>Dear {{.Name}}</p>"))

func render(w http.ResponseWriter, r *http.Request) {
	mail.Execute(w, data{Name: r.URL.Query().Get("name")})
}
