use jsonwebtoken::{EncodingKey, Header};

pub fn sign(claims: &Claims) -> Option<String> {
    let key = EncodingKey::from_secret(std::env::var("TOKEN_KEY").ok()?.as_ref());
    jsonwebtoken::encode(&Header::default(), claims, &key).ok()
}
