use actix_web::{post, HttpResponse};

#[post("/items")]
async fn add() -> HttpResponse {
    if let Err(cause) = store().await {
        tracing::error!("{cause}");
        return HttpResponse::InternalServerError().finish();
    }
    HttpResponse::Created().finish()
}
