use rusqlite::Connection;

pub fn count(conn: &Connection, word: &str) -> i64 {
    let sql = "SELECT count(*) FROM notes WHERE text LIKE ?1";
    conn.query_row(sql, [format!("%{word}%")], |row| row.get(0)).unwrap()
}
