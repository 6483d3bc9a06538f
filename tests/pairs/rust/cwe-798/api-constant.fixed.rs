pub async fn call(client: &reqwest::Client) -> reqwest::Result<reqwest::Response> {
    let key = std::env::var("API_KEY").unwrap();
    client.get("https://api.example.org/").header("X-Api-Key", key).send().await
}
