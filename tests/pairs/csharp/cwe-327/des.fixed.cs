public byte[] Encrypt(byte[] data, byte[] key, byte[] nonce, byte[] tag)
{
    using var algorithm = new AesGcm(key, 16);
    var cipher = new byte[data.Length];
    algorithm.Encrypt(nonce, data, cipher, tag);
    return cipher;
}
