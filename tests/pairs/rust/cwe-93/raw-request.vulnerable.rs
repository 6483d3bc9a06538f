async fn proxy(Query(params): Query<Params>) -> Result<Vec<u8>, AppError> {
    let mut stream = TcpStream::connect("backend:8080").await?;
    let request = format!("GET /items/{} HTTP/1.1\r\nHost: backend\r\nConnection: close\r\n\r\n", params.item);
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(answer)
}
