use axum::{extract::Path, http::StatusCode, response::IntoResponse};
use std::path::Component;

async fn attachment(Path(name): Path<String>) -> Result<impl IntoResponse, StatusCode> {
    let relative = std::path::Path::new(&name);
    if relative.components().any(|part| !matches!(part, Component::Normal(_))) {
        return Err(StatusCode::BAD_REQUEST);
    }
    let path = std::path::Path::new("/var/attachments").join(relative);
    tokio::fs::read(path).await.map_err(|_| StatusCode::NOT_FOUND)
}
