use actix_web::{post, web, HttpResponse};

#[derive(serde::Deserialize)]
struct Import { source: String }

#[post("/avatar")]
async fn import(form: web::Form<Import>) -> HttpResponse {
    let bytes = reqwest::get(&form.source).await.unwrap().bytes().await.unwrap();
    save(&bytes);
    HttpResponse::NoContent().finish()
}
