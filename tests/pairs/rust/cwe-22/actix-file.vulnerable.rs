use actix_web::{get, web, HttpResponse};
use std::fs;

#[get("/files/{name}")]
async fn file(name: web::Path<String>) -> HttpResponse {
    match fs::read(format!("/srv/files/{}", name)) {
        Ok(content) => HttpResponse::Ok().body(content),
        Err(_) => HttpResponse::NotFound().finish(),
    }
}
