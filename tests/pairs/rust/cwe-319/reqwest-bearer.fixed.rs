pub async fn balance(client: &reqwest::Client, token: &str) -> Result<Balance, reqwest::Error> {
    client
        .get("https://bank.shop.org/v1/balance")
        .bearer_auth(token)
        .send()
        .await?
        .json()
        .await
}
