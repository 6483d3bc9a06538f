use axum::extract::Path;

async fn check(Path(host): Path<String>) -> String {
    let address = match host.as_str() {
        "alpha" => "http://alpha.example.org/health",
        _ => "http://beta.example.org/health",
    };
    ureq::get(address).call().unwrap().into_string().unwrap()
}
