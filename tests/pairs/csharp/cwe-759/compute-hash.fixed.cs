public async Task<IActionResult> Register(RegisterModel model)
{
    _context.Users.Add(new User { Email = model.Email, PasswordHash = BCrypt.Net.BCrypt.HashPassword(model.Password) });
    await _context.SaveChangesAsync();
    return Ok();
}
