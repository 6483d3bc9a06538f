class Sample
{
    void Run(string name, HttpRequest request)
    {
        // ruleid: csharp-weak-cipher
        var a = DES.Create();
        // ruleid: csharp-weak-cipher
        aes.Mode = CipherMode.ECB;
        // ok: csharp-weak-cipher
        var a = Aes.Create();
        // ok: csharp-weak-cipher
        aes.Mode = CipherMode.CBC;
    }
}
