pub async fn pool() -> sqlx::PgPool {
    sqlx::PgPool::connect("postgres://shop:Kestrel88moss@db.internal/shop").await.unwrap()
}
