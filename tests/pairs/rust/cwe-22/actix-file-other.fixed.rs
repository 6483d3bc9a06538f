use actix_files::NamedFile;
use actix_web::{get, web, Result};
use std::path::{Path, PathBuf};

#[get("/files/{name}")]
async fn file(name: web::Path<String>) -> Result<NamedFile> {
    let root = Path::new("/srv/files");
    let path: PathBuf = root.join(Path::new(&name.into_inner()).file_name().unwrap_or_default());
    Ok(NamedFile::open(path)?)
}
