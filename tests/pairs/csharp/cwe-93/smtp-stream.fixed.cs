[HttpPost]
public async Task<IActionResult> Invite(string email)
{
    if (email.Contains('\r') || email.Contains('\n'))
    {
        return BadRequest();
    }
    using var client = new TcpClient("mail.shop.org", 25);
    using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
    await writer.WriteLineAsync("HELO shop.org");
    await writer.WriteLineAsync($"RCPT TO:<{email}>");
    return Accepted();
}
