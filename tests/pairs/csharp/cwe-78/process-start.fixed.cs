using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;

public class ToolsController : Controller
{
    [HttpGet("ping")]
    public IActionResult Ping(string host)
    {
        var info = new ProcessStartInfo("ping") { RedirectStandardOutput = true };
        info.ArgumentList.Add("-n");
        info.ArgumentList.Add("1");
        info.ArgumentList.Add(host);
        using var process = Process.Start(info);
        return Content(process.StandardOutput.ReadToEnd());
    }
}
