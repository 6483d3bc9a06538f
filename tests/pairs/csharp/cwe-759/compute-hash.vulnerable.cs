public async Task<IActionResult> Register(RegisterModel model)
{
    using var sha = SHA512.Create();
    var hash = sha.ComputeHash(Encoding.UTF8.GetBytes(model.Password));
    _context.Users.Add(new User { Email = model.Email, PasswordHash = Convert.ToHexString(hash) });
    await _context.SaveChangesAsync();
    return Ok();
}
