use axum::{extract::Query, response::Html};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Search {
    q: String,
}

pub async fn search(Query(search): Query<Search>) -> Html<String> {
    Html(format!("<h1>Results for {}</h1>", html_escape::encode_text(&search.q)))
}
