class Sample
{
    void Run(string name, HttpRequest request)
    {
        // ruleid: csharp-tls-verify-off
        ServicePointManager.ServerCertificateValidationCallback += (a, b, c, d) => true;
        // ruleid: csharp-tls-verify-off
        handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
        // ok: csharp-tls-verify-off
        handler.ServerCertificateCustomValidationCallback = Check;
        // ok: csharp-tls-verify-off
        handler.CheckCertificateRevocationList = true;
    }
}
