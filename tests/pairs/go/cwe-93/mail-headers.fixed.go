func (s *Server) contact(w http.ResponseWriter, r *http.Request) {
	subject := strings.NewReplacer("\r", "", "\n", "").Replace(r.FormValue("subject"))
	message := "From: web@shop.org\r\nSubject: " + subject + "\r\n\r\n" + r.FormValue("text")
	err := smtp.SendMail("mail.shop.org:587", s.auth, "web@shop.org", []string{"office@shop.org"}, []byte(message))
	if err != nil {
		http.Error(w, "not sent", http.StatusBadGateway)
	}
}
