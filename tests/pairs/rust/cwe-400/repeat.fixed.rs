use actix_web::{get, web, HttpResponse};

#[get("/line/{width}")]
async fn line(width: web::Path<usize>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("-".repeat(width.into_inner().min(80)))
}
