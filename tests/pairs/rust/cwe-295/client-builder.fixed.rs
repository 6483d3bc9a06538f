use reqwest::ClientBuilder;

pub fn build(root: reqwest::Certificate) -> reqwest::Client {
    ClientBuilder::new()
        .add_root_certificate(root)
        .build()
        .expect("client")
}
