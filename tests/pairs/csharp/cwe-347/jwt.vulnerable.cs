public ClaimsPrincipal Read(string token)
{
    var parameters = new TokenValidationParameters
    {
        ValidateIssuerSigningKey = false,
        ValidateIssuer = false,
        ValidateAudience = false,
        ValidateLifetime = false,
        SignatureValidator = (t, p) => new JwtSecurityToken(t),
    };
    return new JwtSecurityTokenHandler().ValidateToken(token, parameters, out _);
}
