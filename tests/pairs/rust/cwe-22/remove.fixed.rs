use actix_web::{delete, web, HttpResponse};
use std::path::{Path, PathBuf};

#[delete("/files/{name}")]
async fn remove(name: web::Path<String>) -> HttpResponse {
    let mut path = PathBuf::from("/srv/files");
    path.push(Path::new(name.as_str()).file_name().unwrap());
    std::fs::remove_file(path).unwrap();
    HttpResponse::NoContent().finish()
}
