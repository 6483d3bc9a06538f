use jsonwebtoken::{DecodingKey, TokenData, Validation};

pub fn claims(token: &str, key: &DecodingKey) -> Option<TokenData<Claims>> {
    let validation = Validation::default();
    jsonwebtoken::decode(token, key, &validation).ok()
}
