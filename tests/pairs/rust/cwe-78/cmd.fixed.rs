use std::process::Command;

#[derive(serde::Deserialize)]
struct Backup { database: String }

async fn backup(axum::Json(job): axum::Json<Backup>) -> &'static str {
    if !job.database.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return "bad name";
    }
    let status = Command::new("pg_dump")
        .arg("--file=/backups/latest.sql")
        .arg(&job.database)
        .status();
    if status.is_ok() { "ok" } else { "failed" }
}
