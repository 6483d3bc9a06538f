using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using Microsoft.IdentityModel.Tokens;

public static class CurrentUser
{
    public static string Subject(string token, TokenValidationParameters parameters)
    {
        var handler = new JwtSecurityTokenHandler();
        var principal = handler.ValidateToken(token, parameters, out _);
        return principal.FindFirst("sub").Value;
    }
}
