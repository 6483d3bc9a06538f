app.MapGet("/fetch", async (string url, IHttpClientFactory factory) =>
{
    var client = factory.CreateClient();
    return Results.Text(await client.GetStringAsync(url));
});
