fn f(name: &str) {
    // ruleid: rust-sql-format
    sqlx::query(&format!("SELECT * FROM a WHERE b = '{}'", name));
    // ruleid: rust-sql-format
    connection.execute(&format!("DELETE FROM a WHERE b = '{}'", name), []);
    // ok: rust-sql-format
    sqlx::query("SELECT * FROM a WHERE b = $1").bind(name);
    // ok: rust-sql-format
    connection.execute("DELETE FROM a WHERE b = ?1", [name]);
}
