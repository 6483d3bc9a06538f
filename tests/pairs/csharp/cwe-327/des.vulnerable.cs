public byte[] Encrypt(byte[] data, byte[] key)
{
    using var algorithm = TripleDES.Create();
    algorithm.Mode = CipherMode.ECB;
    algorithm.Key = key;
    using var encryptor = algorithm.CreateEncryptor();
    return encryptor.TransformFinalBlock(data, 0, data.Length);
}
