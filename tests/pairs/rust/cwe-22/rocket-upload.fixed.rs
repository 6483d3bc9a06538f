#[post("/upload", data = "<form>")]
async fn upload(mut form: Form<Upload<'_>>) -> std::io::Result<String> {
    let name = format!("{}.bin", uuid::Uuid::new_v4());
    form.file.persist_to(format!("/srv/uploads/{name}")).await?;
    Ok(name)
}
