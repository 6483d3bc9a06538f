use actix_web::{post, HttpResponse};

#[post("/items")]
async fn add() -> HttpResponse {
    if let Err(cause) = store().await {
        return HttpResponse::InternalServerError().body(cause.to_string());
    }
    HttpResponse::Created().finish()
}
