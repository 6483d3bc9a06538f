use axum::{http::StatusCode, response::IntoResponse};

async fn show() -> Result<String, (StatusCode, String)> {
    let text = tokio::fs::read_to_string("/etc/app.toml")
        .await
        .map_err(|e| {
            tracing::error!("{e}");
            (StatusCode::INTERNAL_SERVER_ERROR, "internal error".to_string())
        })?;
    Ok(text.len().to_string())
}
