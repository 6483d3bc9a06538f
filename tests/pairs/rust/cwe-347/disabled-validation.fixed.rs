use jsonwebtoken::{decode, DecodingKey, Validation};

pub fn claims(token: &str, key: &DecodingKey) -> Claims {
    let rules = Validation::default();
    decode::<Claims>(token, key, &rules).unwrap().claims
}
