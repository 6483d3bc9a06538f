use actix_web::{post, web, HttpResponse};

#[derive(serde::Deserialize)]
struct Import { source: String }

#[post("/avatar")]
async fn import(form: web::Form<Import>) -> HttpResponse {
    let address = format!("https://avatars.example.org/{}", form.source);
    let bytes = reqwest::get(&address).await.unwrap().bytes().await.unwrap();
    save(&bytes);
    HttpResponse::NoContent().finish()
}
