use rocket::fs::NamedFile;

#[get("/download?<file>")]
async fn download(file: u32) -> Option<NamedFile> {
    NamedFile::open(format!("/srv/reports/{}", file)).await.ok()
}
