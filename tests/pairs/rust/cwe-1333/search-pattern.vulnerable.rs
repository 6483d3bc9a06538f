use actix_web::{get, web, HttpResponse};

#[get("/search")]
async fn search(query: web::Query<Search>) -> HttpResponse {
    let pattern = fancy_regex::Regex::new(&format!("(?i){}", query.text)).unwrap();
    HttpResponse::Ok().json(matching(&pattern))
}
