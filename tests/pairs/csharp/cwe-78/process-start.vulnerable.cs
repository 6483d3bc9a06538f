using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;

public class ToolsController : Controller
{
    [HttpGet("ping")]
    public IActionResult Ping(string host)
    {
        var info = new ProcessStartInfo("cmd.exe", "/c ping -n 1 " + host) { RedirectStandardOutput = true };
        using var process = Process.Start(info);
        return Content(process.StandardOutput.ReadToEnd());
    }
}
