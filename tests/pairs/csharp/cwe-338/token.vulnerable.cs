using System;
using System.Security.Cryptography;

public class Invitations
{
    public string CreateToken()
    {
        var bytes = new byte[16];
        new Random().NextBytes(bytes);
        return Convert.ToHexString(bytes);
    }
}
