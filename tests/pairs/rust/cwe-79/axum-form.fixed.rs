use axum::{response::Html, Form};

async fn preview(Form(note): Form<Note>) -> Html<String> {
    let body = "<article>".to_owned() + &ammonia::clean(&note.text) + "</article>";
    Html(body)
}
