use scrypt::{password_hash::{PasswordHasher, SaltString}, Scrypt};

pub fn store(user: &mut User, password: String) {
    let salt = SaltString::generate(&mut rand::rngs::OsRng);
    user.hash = Scrypt.hash_password(password.as_bytes(), &salt).unwrap().to_string();
}
