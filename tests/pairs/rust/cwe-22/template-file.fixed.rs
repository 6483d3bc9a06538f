use axum::{extract::Path, response::Html};

async fn page(Path(name): Path<String>) -> Html<String> {
    if !name.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Html(String::new());
    }
    let file = format!("pages/{}.html", name);
    Html(tokio::fs::read_to_string(file).await.unwrap_or_default())
}
