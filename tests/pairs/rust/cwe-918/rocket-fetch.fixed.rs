use rocket::form::Form;

#[derive(rocket::FromForm)]
struct Feed { url: String }

const FEEDS: [&str; 2] = ["https://a.example.org/rss", "https://b.example.org/rss"];

#[post("/feeds", data = "<feed>")]
async fn add(feed: Form<Feed>) -> String {
    if !FEEDS.contains(&feed.url.as_str()) {
        return String::new();
    }
    let client = reqwest::Client::new();
    client.get(&feed.url).send().await.unwrap().text().await.unwrap()
}
