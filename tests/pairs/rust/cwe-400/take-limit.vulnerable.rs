use axum::{extract::Query, Json};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Page {
    count: usize,
}

pub async fn numbers(Query(page): Query<Page>) -> Json<Vec<u64>> {
    let mut out = Vec::with_capacity(page.count);
    for index in 0..page.count {
        out.push(index as u64);
    }
    Json(out)
}
