use actix_files::NamedFile;
use actix_web::{get, web, Result};

#[get("/docs/{tail:.*}")]
async fn doc(path: web::Path<String>) -> Result<NamedFile> {
    let full = std::path::PathBuf::from("./docs").join(path.into_inner());
    Ok(NamedFile::open(full)?)
}
