#[post("/webhook/test")]
async fn test_hook(body: web::Json<Hook>) -> impl Responder {
    let resp = reqwest::Client::new().post(&body.url).send().await;
    match resp {
        Ok(r) => HttpResponse::Ok().body(r.status().to_string()),
        Err(_) => HttpResponse::BadGateway().finish(),
    }
}
