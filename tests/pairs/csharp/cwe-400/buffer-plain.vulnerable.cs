using Microsoft.AspNetCore.Mvc;

public class PadController : ControllerBase
{
    [HttpGet("pad")]
    public IActionResult Pad(int size)
    {
        var buffer = new byte[size];
        return File(buffer, "application/octet-stream");
    }
}
