using System;
using System.Security.Cryptography;
using System.Text;

public class MembershipStore
{
    public string HashPassword(string password)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(password));
        return Convert.ToBase64String(hash);
    }
}
