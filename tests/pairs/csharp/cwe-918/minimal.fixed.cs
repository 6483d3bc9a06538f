app.MapGet("/fetch", async (string url, IHttpClientFactory factory) =>
{
    if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host != "feeds.example.com" || uri.Scheme != "https")
        return Results.BadRequest();
    var client = factory.CreateClient();
    return Results.Text(await client.GetStringAsync(uri));
});
