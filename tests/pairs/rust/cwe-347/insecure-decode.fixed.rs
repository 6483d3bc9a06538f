use jsonwebtoken::{decode, DecodingKey, Validation};

pub fn user(token: &str, key: &DecodingKey) -> String {
    decode::<Claims>(token, key, &Validation::default()).unwrap().claims.sub
}
