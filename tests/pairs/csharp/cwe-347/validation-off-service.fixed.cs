using System.IdentityModel.Tokens.Jwt;
using Microsoft.IdentityModel.Tokens;

public static class Tokens
{
    public static TokenValidationParameters Parameters(SecurityKey key) => new TokenValidationParameters
    {
        ValidateIssuerSigningKey = true,
        IssuerSigningKey = key,
        ValidIssuer = "https://login.example.com",
        ValidAudience = "shop",
    };
}
