use reqwest::Client;

pub fn client() -> reqwest::Result<Client> {
    Client::builder().https_only(true).build()
}
