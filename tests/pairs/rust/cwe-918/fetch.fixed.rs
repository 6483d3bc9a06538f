use axum::extract::Query;

async fn preview(Query(wanted): Query<Wanted>) -> String {
    let response = reqwest::get(format!("https://pages.example.org/{}", wanted.page)).await.unwrap();
    response.text().await.unwrap()
}
