use actix_web::{post, web, HttpResponse};
use std::process::Command;

#[post("/run")]
async fn run(job: web::Json<Job>) -> HttpResponse {
    let status = Command::new("/usr/bin/convert").arg(&job.file).status();
    HttpResponse::Ok().body(format!("{}", status.is_ok()))
}
