app.MapGet("/users/{name}", (string name, SqliteConnection db) =>
{
    using var command = db.CreateCommand();
    command.CommandText = "SELECT id FROM users WHERE name = $name";
    command.Parameters.AddWithValue("$name", name);
    return command.ExecuteScalar() is long id ? Results.Ok(id) : Results.NotFound();
});
