use sqlx::PgPool;

pub async fn find(pool: &PgPool, name: &str) -> Option<User> {
    let query = format!("SELECT * FROM users WHERE name = '{name}'");
    sqlx::query_as(&query).fetch_optional(pool).await.ok()?
}
