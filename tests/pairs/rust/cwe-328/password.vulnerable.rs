use md5::{Digest, Md5};

pub fn store_password(conn: &mut Connection, user: i64, password: &str) -> rusqlite::Result<usize> {
    let mut hasher = Md5::new();
    hasher.update(password.as_bytes());
    let digest = hex::encode(hasher.finalize());
    conn.execute("UPDATE users SET password = ?1 WHERE id = ?2", params![digest, user])
}
