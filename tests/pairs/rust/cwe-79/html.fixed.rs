async fn greet(Query(params): Query<HashMap<String, String>>) -> Html<String> {
    let name = params.get("name").cloned().unwrap_or_default();
    Html(format!("<h1>Hello, {}!</h1>", html_escape::encode_text(&name)))
}
