func verify(r *http.Request, secret []byte, body []byte) bool {
	mac := hmac.New(sha256.New, secret)
	mac.Write(body)
	given, err := hex.DecodeString(r.Header.Get("X-Signature"))
	return err == nil && hmac.Equal(given, mac.Sum(nil))
}
