[HttpGet("download")]
public IActionResult Download(string fileName)
{
    var path = Path.Combine(_environment.WebRootPath, "files", fileName);
    return PhysicalFile(path, "application/octet-stream");
}
