#[post("/upload", data = "<form>")]
async fn upload(mut form: Form<Upload<'_>>) -> std::io::Result<String> {
    let name = form.file.raw_name().unwrap().dangerous_unsafe_unsanitized_raw().to_string();
    form.file.persist_to(format!("/srv/uploads/{name}")).await?;
    Ok(name)
}
