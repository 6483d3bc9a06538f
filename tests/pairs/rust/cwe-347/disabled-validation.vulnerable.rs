use jsonwebtoken::{decode, DecodingKey, Validation};

pub fn claims(token: &str, key: &DecodingKey) -> Claims {
    let mut rules = Validation::default();
    rules.insecure_disable_signature_validation();
    decode::<Claims>(token, key, &rules).unwrap().claims
}
