use axum::extract::Query;

async fn preview(Query(wanted): Query<Wanted>) -> String {
    let response = reqwest::get(wanted.address).await.unwrap();
    response.text().await.unwrap()
}
