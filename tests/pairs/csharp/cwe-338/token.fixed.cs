using System;
using System.Security.Cryptography;

public class Invitations
{
    public string CreateToken()
    {
        var bytes = new byte[16];
        RandomNumberGenerator.Fill(bytes);
        return Convert.ToHexString(bytes);
    }
}
