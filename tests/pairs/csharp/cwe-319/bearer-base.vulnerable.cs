public static HttpClient Create(string token)
{
    var client = new HttpClient { BaseAddress = new Uri("http://ledger.shop.org/api/") };
    client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    return client;
}
