async fn finish(Query(q): Query<Finish>) -> Redirect {
    if q.next.starts_with('/') && !q.next.starts_with("//") && !q.next.contains('\\') {
        Redirect::to(&q.next)
    } else {
        Redirect::to("/")
    }
}
