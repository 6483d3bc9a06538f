using System.IdentityModel.Tokens.Jwt;
using System.Linq;

public static class CurrentUser
{
    public static string Subject(string token)
    {
        var handler = new JwtSecurityTokenHandler();
        var jwt = handler.ReadJwtToken(token);
        return jwt.Claims.First(claim => claim.Type == "sub").Value;
    }
}
