pub fn user(token: &str) -> String {
    let body = token.split('.').nth(1).unwrap();
    let json = base64::decode_config(body, base64::URL_SAFE_NO_PAD).unwrap();
    let claims: serde_json::Value = serde_json::from_slice(&json).unwrap();
    claims["sub"].as_str().unwrap().to_string()
}
