use std::net::IpAddr;
use tokio::process::Command;
use warp::Filter;

async fn ping(host: IpAddr) -> Result<impl warp::Reply, warp::Rejection> {
    let output = Command::new("ping").args(["-c1", &host.to_string()]).output().await.unwrap();
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

pub fn routes() -> impl Filter<Extract = impl warp::Reply, Error = warp::Rejection> + Clone {
    warp::path!("ping" / IpAddr).and_then(ping)
}
