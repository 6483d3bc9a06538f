pub fn build(debug: bool) -> reqwest::Client {
    let accept = true;
    reqwest::Client::builder()
        .danger_accept_invalid_hostnames(accept)
        .connection_verbose(debug)
        .build()
        .unwrap()
}
