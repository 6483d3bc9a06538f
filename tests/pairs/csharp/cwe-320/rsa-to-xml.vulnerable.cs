using System.IO;
using System.Security.Cryptography;

public static class KeyStore
{
    public static void Save(RSA rsa, string path, string password)
    {
        File.WriteAllText(path, rsa.ToXmlString(true));
    }
}
