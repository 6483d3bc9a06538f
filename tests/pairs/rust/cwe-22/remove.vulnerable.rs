use actix_web::{delete, web, HttpResponse};
use std::path::PathBuf;

#[delete("/files/{name}")]
async fn remove(name: web::Path<String>) -> HttpResponse {
    let mut path = PathBuf::from("/srv/files");
    path.push(name.as_str());
    std::fs::remove_file(path).unwrap();
    HttpResponse::NoContent().finish()
}
