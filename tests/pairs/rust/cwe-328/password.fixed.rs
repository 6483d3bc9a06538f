use argon2::{password_hash::{rand_core::OsRng, PasswordHasher, SaltString}, Argon2};

pub fn store_password(conn: &mut Connection, user: i64, password: &str) -> Result<usize, Error> {
    let salt = SaltString::generate(&mut OsRng);
    let digest = Argon2::default().hash_password(password.as_bytes(), &salt)?.to_string();
    Ok(conn.execute("UPDATE users SET password = ?1 WHERE id = ?2", params![digest, user])?)
}
