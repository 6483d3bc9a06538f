use sqlx::PgPool;

pub async fn list(pool: &PgPool, order: &str) -> Vec<Item> {
    let sql = format!("SELECT * FROM items ORDER BY {order}");
    sqlx::query_as(&sql).fetch_all(pool).await.unwrap()
}
