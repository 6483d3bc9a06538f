using System.Security.Cryptography;
using System.Text;

public class Sealer
{
    private readonly IConfiguration _configuration;

    public byte[] Encrypt(byte[] data)
    {
        using var aes = Aes.Create();
        aes.Key = Convert.FromBase64String(_configuration["SealKey"]);
        aes.GenerateIV();
        return aes.EncryptCbc(data, aes.IV);
    }
}
