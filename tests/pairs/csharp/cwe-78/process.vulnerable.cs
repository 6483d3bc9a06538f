[HttpPost("thumbnail")]
public IActionResult Thumbnail([FromBody] ThumbnailRequest request)
{
    var info = new ProcessStartInfo("cmd.exe", "/c magick " + request.Source + " -resize 100x100 out.png");
    using var process = Process.Start(info);
    process.WaitForExit();
    return Ok();
}
