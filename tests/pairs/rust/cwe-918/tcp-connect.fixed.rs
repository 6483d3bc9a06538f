use actix_web::{get, HttpResponse};
use std::net::TcpStream;

#[get("/probe")]
async fn probe() -> HttpResponse {
    match TcpStream::connect("cache.example.org:6379") {
        Ok(_) => HttpResponse::Ok().finish(),
        Err(_) => HttpResponse::BadGateway().finish(),
    }
}
