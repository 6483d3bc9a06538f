pub async fn call(client: &reqwest::Client, key: &str) -> reqwest::Result<reqwest::Response> {
    client.get("https://api.example.org/").header("Authorization", format!("Bearer {key}")).send().await
}
