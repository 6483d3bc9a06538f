async fn finish(Query(q): Query<Finish>) -> Redirect {
    Redirect::to(&q.next)
}
