use actix_web::{get, error::ErrorInternalServerError, HttpResponse};

#[get("/items")]
async fn items() -> actix_web::Result<HttpResponse> {
    match load().await {
        Ok(found) => Ok(HttpResponse::Ok().json(found)),
        Err(error) => Err(ErrorInternalServerError(format!("load failed: {error:?}"))),
    }
}
