use reqwest::ClientBuilder;

pub fn build() -> reqwest::Client {
    ClientBuilder::new()
        .danger_accept_invalid_certs(true)
        .build()
        .expect("client")
}
