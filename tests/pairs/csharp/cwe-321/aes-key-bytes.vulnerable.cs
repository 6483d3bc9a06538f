using System.Security.Cryptography;
using System.Text;

public class Sealer
{
    private readonly IConfiguration _configuration;

    public byte[] Encrypt(byte[] data)
    {
        using var aes = Aes.Create();
        aes.Key = Encoding.UTF8.GetBytes("b7Xq2LmN9vRt4KpZc6Yw1HsJd8FgU3eA");
        aes.GenerateIV();
        return aes.EncryptCbc(data, aes.IV);
    }
}
