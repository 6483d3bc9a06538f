using System.Xml;
using Microsoft.AspNetCore.Mvc;

[ApiController]
[Route("orders")]
public class OrdersController : ControllerBase
{
    [HttpPost]
    public IActionResult Upload([FromBody] string xml)
    {
        var document = new XmlDocument();
        document.XmlResolver = new XmlUrlResolver();
        document.LoadXml(xml);
        return Ok(document.SelectSingleNode("//total")?.InnerText);
    }
}
