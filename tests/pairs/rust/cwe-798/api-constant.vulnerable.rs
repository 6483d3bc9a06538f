const API_KEY: &str = "7d1f0c9be34a58826f11";

pub async fn call(client: &reqwest::Client) -> reqwest::Result<reqwest::Response> {
    client.get("https://api.example.org/").header("X-Api-Key", API_KEY).send().await
}
