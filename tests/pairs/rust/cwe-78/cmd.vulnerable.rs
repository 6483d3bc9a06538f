use std::process::Command;

#[derive(serde::Deserialize)]
struct Backup { database: String }

async fn backup(axum::Json(job): axum::Json<Backup>) -> &'static str {
    let status = Command::new("bash")
        .arg("-c")
        .arg(format!("pg_dump {} > /backups/latest.sql", job.database))
        .status();
    if status.is_ok() { "ok" } else { "failed" }
}
