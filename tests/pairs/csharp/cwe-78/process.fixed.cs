[HttpPost("thumbnail")]
public IActionResult Thumbnail([FromBody] ThumbnailRequest request)
{
    var info = new ProcessStartInfo("magick") { UseShellExecute = false };
    info.ArgumentList.Add(Path.Combine(_uploads, Path.GetFileName(request.Source)));
    info.ArgumentList.Add("-resize");
    info.ArgumentList.Add("100x100");
    info.ArgumentList.Add("out.png");
    using var process = Process.Start(info);
    process.WaitForExit();
    return Ok();
}
