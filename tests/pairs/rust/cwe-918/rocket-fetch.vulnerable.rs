use rocket::form::Form;

#[derive(rocket::FromForm)]
struct Feed { url: String }

#[post("/feeds", data = "<feed>")]
async fn add(feed: Form<Feed>) -> String {
    let client = reqwest::Client::new();
    client.get(&feed.url).send().await.unwrap().text().await.unwrap()
}
