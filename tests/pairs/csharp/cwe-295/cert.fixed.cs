builder.Services.AddHttpClient("partner").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler
{
    CheckCertificateRevocationList = true,
});
