use axum::{http::StatusCode, response::{IntoResponse, Response}};

pub struct AppError(anyhow::Error);

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        tracing::error!("unhandled: {:?}", self.0);
        (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong".to_string()).into_response()
    }
}
