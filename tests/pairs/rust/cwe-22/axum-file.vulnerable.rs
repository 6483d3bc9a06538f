use axum::{extract::Path, http::StatusCode, response::IntoResponse};

async fn attachment(Path(name): Path<String>) -> Result<impl IntoResponse, StatusCode> {
    let path = std::path::Path::new("/var/attachments").join(&name);
    tokio::fs::read(path).await.map_err(|_| StatusCode::NOT_FOUND)
}
