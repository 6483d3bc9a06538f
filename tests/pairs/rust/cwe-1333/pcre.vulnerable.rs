use axum::extract::Query;

async fn search(Query(query): Query<Search>) -> String {
    let pattern = pcre2::bytes::Regex::new(&query.text).unwrap();
    matching(&pattern)
}
