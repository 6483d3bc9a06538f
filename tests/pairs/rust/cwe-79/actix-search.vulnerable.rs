use actix_web::{get, web, HttpResponse};

#[get("/search")]
async fn search(query: web::Query<Search>) -> HttpResponse {
    let mut page = String::from("<ul>");
    page.push_str(&format!("<li>{}</li>", query.text));
    page.push_str("</ul>");
    HttpResponse::Ok().content_type("text/html").body(page)
}
