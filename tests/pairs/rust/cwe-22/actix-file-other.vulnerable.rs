use actix_files::NamedFile;
use actix_web::{get, web, Result};
use std::path::{Path, PathBuf};

#[get("/files/{name}")]
async fn file(name: web::Path<String>) -> Result<NamedFile> {
    let root = Path::new("/srv/files");
    let path: PathBuf = root.join(name.into_inner());
    Ok(NamedFile::open(path)?)
}
