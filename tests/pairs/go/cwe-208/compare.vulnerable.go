func verify(r *http.Request, secret []byte, body []byte) bool {
	mac := hmac.New(sha256.New, secret)
	mac.Write(body)
	return r.Header.Get("X-Signature") == hex.EncodeToString(mac.Sum(nil))
}
