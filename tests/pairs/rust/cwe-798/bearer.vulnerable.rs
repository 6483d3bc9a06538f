pub async fn call(client: &reqwest::Client) -> reqwest::Result<reqwest::Response> {
    client.get("https://api.example.org/").header("Authorization", "Bearer 7d1f0c9be34a58826f11").send().await
}
