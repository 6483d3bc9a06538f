pub fn search(conn: &mut PgConnection, term: &str) -> QueryResult<Vec<Post>> {
    diesel::sql_query("SELECT * FROM posts WHERE title ILIKE $1")
        .bind::<Text, _>(format!("%{}%", term))
        .load(conn)
}
