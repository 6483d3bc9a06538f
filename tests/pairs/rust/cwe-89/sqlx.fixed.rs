use sqlx::PgPool;

pub async fn find(pool: &PgPool, name: &str) -> Option<User> {
    sqlx::query_as("SELECT * FROM users WHERE name = $1").bind(name).fetch_optional(pool).await.ok()?
}
