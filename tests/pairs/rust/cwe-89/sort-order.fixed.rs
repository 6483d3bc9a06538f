use sqlx::PgPool;

pub async fn list(pool: &PgPool, order: &str) -> Vec<Item> {
    let column = match order {
        "price" => "price",
        _ => "name",
    };
    let sql = format!("SELECT * FROM items ORDER BY {column}");
    sqlx::query_as(&sql).fetch_all(pool).await.unwrap()
}
