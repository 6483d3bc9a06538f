[HttpGet("download")]
public IActionResult Download(string fileName)
{
    var root = Path.GetFullPath(Path.Combine(_environment.WebRootPath, "files")) + Path.DirectorySeparatorChar;
    var path = Path.GetFullPath(Path.Combine(root, fileName));
    if (!path.StartsWith(root, StringComparison.Ordinal))
        return NotFound();
    return PhysicalFile(path, "application/octet-stream");
}
