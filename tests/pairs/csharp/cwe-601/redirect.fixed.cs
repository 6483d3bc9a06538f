[HttpPost]
[ValidateAntiForgeryToken]
public async Task<IActionResult> Login(LoginModel model, string returnUrl)
{
    if (!ModelState.IsValid) return View(model);
    await _signIn.PasswordSignInAsync(model.Email, model.Password, false, true);
    return LocalRedirect(returnUrl);
}
