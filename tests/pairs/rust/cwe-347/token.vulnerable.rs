use jsonwebtoken::{DecodingKey, TokenData, Validation};

pub fn claims(token: &str, key: &DecodingKey) -> Option<TokenData<Claims>> {
    let mut validation = Validation::default();
    validation.insecure_disable_signature_validation();
    jsonwebtoken::decode(token, key, &validation).ok()
}
