use rusqlite::Connection;

pub fn count(conn: &Connection, word: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM notes WHERE text LIKE '%{}%'", word);
    conn.query_row(&sql, [], |row| row.get(0)).unwrap()
}
