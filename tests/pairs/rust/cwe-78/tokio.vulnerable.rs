use tokio::process::Command;
use warp::Filter;

async fn ping(host: String) -> Result<impl warp::Reply, warp::Rejection> {
    let output = Command::new("sh").args(["-c", &format!("ping -c1 {host}")]).output().await.unwrap();
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

pub fn routes() -> impl Filter<Extract = impl warp::Reply, Error = warp::Rejection> + Clone {
    warp::path!("ping" / String).and_then(ping)
}
