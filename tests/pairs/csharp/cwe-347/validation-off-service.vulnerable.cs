using System.IdentityModel.Tokens.Jwt;
using Microsoft.IdentityModel.Tokens;

public static class Tokens
{
    public static TokenValidationParameters Parameters(SecurityKey key) => new TokenValidationParameters
    {
        ValidateIssuerSigningKey = false,
        RequireSignedTokens = false,
        SignatureValidator = (token, parameters) => new JwtSecurityToken(token),
    };
}
