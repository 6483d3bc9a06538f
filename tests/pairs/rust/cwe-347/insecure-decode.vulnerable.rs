use jsonwebtoken::dangerous::insecure_decode;

pub fn user(token: &str) -> String {
    insecure_decode::<Claims>(token).unwrap().claims.sub
}
