use actix_web::{get, web, HttpResponse};
use std::net::TcpStream;

#[get("/probe/{address}")]
async fn probe(address: web::Path<String>) -> HttpResponse {
    match TcpStream::connect(address.into_inner()) {
        Ok(_) => HttpResponse::Ok().finish(),
        Err(_) => HttpResponse::BadGateway().finish(),
    }
}
