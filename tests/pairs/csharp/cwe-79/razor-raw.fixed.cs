public class SearchController : Controller
{
    public IActionResult Index(string q)
    {
        return Content("<h1>Results for " + HtmlEncoder.Default.Encode(q) + "</h1>", "text/html");
    }
}
