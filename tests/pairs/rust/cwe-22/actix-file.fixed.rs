use actix_web::{get, web, HttpResponse};
use std::fs;

#[get("/files/{name}")]
async fn file(name: web::Path<String>) -> HttpResponse {
    if !is_safe_name(&name) {
        return HttpResponse::BadRequest().finish();
    }
    match fs::read(format!("/srv/files/{}", name)) {
        Ok(content) => HttpResponse::Ok().body(content),
        Err(_) => HttpResponse::NotFound().finish(),
    }
}
