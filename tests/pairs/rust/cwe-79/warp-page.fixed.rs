use warp::Filter;

pub fn hello() -> impl Filter {
    warp::path!("hello" / String).map(|name: String| {
        warp::reply::html(format!("<h1>{}</h1>", html_escape::encode_text(&name)))
    })
}
