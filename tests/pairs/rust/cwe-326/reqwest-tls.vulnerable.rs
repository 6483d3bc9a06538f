pub fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .min_tls_version(reqwest::tls::Version::TLS_1_0)
        .build()
        .unwrap()
}
