use jsonwebtoken::{decode, Algorithm, DecodingKey, Validation};

pub fn user(token: &str, key: &DecodingKey) -> String {
    let rules = Validation::new(Algorithm::ES256);
    decode::<Claims>(token, key, &rules).unwrap().claims.sub
}
