use rusqlite::{Connection, Result};

pub fn rename(connection: &Connection, id: i64, name: &str) -> Result<usize> {
    connection.execute("UPDATE users SET name = ?1 WHERE id = ?2", (name, id))
}
