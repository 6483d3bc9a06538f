use axum::{extract::{Path, State}, http::StatusCode, Json};
use sqlx::PgPool;

pub async fn get_user(
    State(pool): State<PgPool>,
    Path(id): Path<i64>,
) -> Result<Json<String>, (StatusCode, String)> {
    let row: (String,) = sqlx::query_as("SELECT name FROM users WHERE id = $1")
        .bind(id)
        .fetch_one(&pool)
        .await
        .map_err(|err| (StatusCode::INTERNAL_SERVER_ERROR, err.to_string()))?;
    Ok(Json(row.0))
}
