async fn note(State(pool): State<PgPool>, user: AuthUser, Path(id): Path<i64>) -> Result<Json<Note>, AppError> {
    let note = sqlx::query_as::<_, Note>("SELECT id, body FROM notes WHERE id = $1")
        .bind(id)
        .fetch_one(&pool)
        .await?;
    Ok(Json(note))
}
