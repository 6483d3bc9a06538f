class Sample
{
    void Run(string name, HttpRequest request)
    {
        // ruleid: csharp-weak-hash
        var a = MD5.Create();
        // ruleid: csharp-weak-hash
        var b = new SHA1Managed();
        // ok: csharp-weak-hash
        var a = SHA256.Create();
        // ok: csharp-weak-hash
        var b = SHA512.HashData(data);
    }
}
