public class SearchController : Controller
{
    public IActionResult Index(string q)
    {
        return Content("<h1>Results for " + q + "</h1>", "text/html");
    }
}
