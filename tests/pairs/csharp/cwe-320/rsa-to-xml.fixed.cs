using System.IO;
using System.Security.Cryptography;

public static class KeyStore
{
    public static void Save(RSA rsa, string path, string password)
    {
        File.WriteAllText(path, rsa.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 600_000)));
    }
}
