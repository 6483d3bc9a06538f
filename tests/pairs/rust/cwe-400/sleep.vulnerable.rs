use axum::extract::Query;
use std::time::Duration;

async fn wait(Query(wait): Query<Wait>) -> &'static str {
    tokio::time::sleep(Duration::from_secs(wait.seconds)).await;
    "done"
}
