use actix_web::{get, web, HttpResponse};

#[get("/hello")]
async fn hello(visitor: web::Query<Visitor>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/html").body(format!("<h1>Hello, {}</h1>", html_escape::encode_text(&visitor.name)))
}
