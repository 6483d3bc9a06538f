use actix_web::{get, error::ErrorInternalServerError, HttpResponse};

#[get("/items")]
async fn items() -> actix_web::Result<HttpResponse> {
    match load().await {
        Ok(found) => Ok(HttpResponse::Ok().json(found)),
        Err(error) => {
            log::error!("load failed: {error:?}");
            Err(ErrorInternalServerError("load failed"))
        }
    }
}
