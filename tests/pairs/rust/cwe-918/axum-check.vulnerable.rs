use axum::extract::Path;

async fn check(Path(host): Path<String>) -> String {
    let address = format!("http://{}/health", host);
    ureq::get(&address).call().unwrap().into_string().unwrap()
}
