pub fn search(conn: &mut PgConnection, term: &str) -> QueryResult<Vec<Post>> {
    diesel::sql_query(format!("SELECT * FROM posts WHERE title ILIKE '%{}%'", term)).load(conn)
}
