func userFrom(tokenString string, key []byte) (string, error) {
	token, err := jwt.Parse(tokenString, func(t *jwt.Token) (any, error) {
		if _, ok := t.Method.(*jwt.SigningMethodHMAC); !ok {
			return nil, fmt.Errorf("unexpected method %v", t.Header["alg"])
		}
		return key, nil
	})
	if err != nil || !token.Valid {
		return "", errors.New("bad token")
	}
	claims := token.Claims.(jwt.MapClaims)
	return claims["sub"].(string), nil
}
