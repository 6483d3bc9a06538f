use actix_web::{get, web, HttpResponse};
use sqlx::PgPool;

#[get("/users/{name}")]
async fn user(pool: web::Data<PgPool>, name: web::Path<String>) -> HttpResponse {
    match sqlx::query_as::<_, User>("SELECT id, name FROM users WHERE name = $1").bind(name.as_str()).fetch_all(pool.get_ref()).await {
        Ok(rows) => HttpResponse::Ok().json(rows),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}
