use jsonwebtoken::{EncodingKey, Header};

pub fn sign(claims: &Claims) -> Option<String> {
    let key = EncodingKey::from_secret("kT9vQ2-signing-4711".as_ref());
    jsonwebtoken::encode(&Header::default(), claims, &key).ok()
}
