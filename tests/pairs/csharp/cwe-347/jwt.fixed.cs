public ClaimsPrincipal Read(string token, SecurityKey key)
{
    var parameters = new TokenValidationParameters
    {
        ValidateIssuerSigningKey = true,
        IssuerSigningKey = key,
        ValidIssuer = "https://login.example.com",
        ValidAudience = "api",
        ValidateLifetime = true,
    };
    return new JwtSecurityTokenHandler().ValidateToken(token, parameters, out _);
}
