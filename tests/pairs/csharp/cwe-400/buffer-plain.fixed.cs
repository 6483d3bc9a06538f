using System;
using Microsoft.AspNetCore.Mvc;

public class PadController : ControllerBase
{
    [HttpGet("pad")]
    public IActionResult Pad(int size)
    {
        var buffer = new byte[Math.Clamp(size, 0, 1024)];
        return File(buffer, "application/octet-stream");
    }
}
