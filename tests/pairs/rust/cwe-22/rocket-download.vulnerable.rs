use rocket::fs::NamedFile;

#[get("/download?<file>")]
async fn download(file: &str) -> Option<NamedFile> {
    NamedFile::open(format!("/srv/reports/{}", file)).await.ok()
}
