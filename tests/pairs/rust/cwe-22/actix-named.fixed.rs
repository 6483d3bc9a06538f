use actix_files::NamedFile;
use actix_web::{error, get, web, Result};

#[get("/docs/{tail:.*}")]
async fn doc(path: web::Path<String>) -> Result<NamedFile> {
    let root = std::fs::canonicalize("./docs")?;
    let full = std::fs::canonicalize(root.join(path.into_inner()))?;
    if !full.starts_with(&root) {
        return Err(error::ErrorNotFound("no such document"));
    }
    Ok(NamedFile::open(full)?)
}
