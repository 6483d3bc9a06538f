use axum::extract::Query;

#[derive(serde::Deserialize)]
struct Page { size: usize }

async fn page(Query(page): Query<Page>) -> String {
    let mut rows: Vec<String> = Vec::with_capacity(page.size);
    fill(&mut rows);
    rows.join("\n")
}
