class Sample
{
    void Run(byte[] key, byte[] iv)
    {
        // ruleid: csharp-empty-iv
        aes.IV = new byte[16];
        // ruleid: csharp-empty-iv
        var one = aes.CreateEncryptor(key, new byte[aes.BlockSize / 8]);
        // ok: csharp-empty-iv
        aes.IV = iv;
        // ok: csharp-empty-iv
        var other = aes.CreateEncryptor(key, aes.IV);
    }
}
