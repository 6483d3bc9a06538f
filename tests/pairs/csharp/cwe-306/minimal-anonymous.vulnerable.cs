var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/admin/restart", (IHostApplicationLifetime life) => life.StopApplication()).AllowAnonymous();
app.Run();
