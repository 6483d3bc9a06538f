use rusqlite::{Connection, Result};

pub fn rename(connection: &Connection, id: i64, name: &str) -> Result<usize> {
    let statement = format!("UPDATE users SET name = '{}' WHERE id = {}", name, id);
    connection.execute(&statement, [])
}
