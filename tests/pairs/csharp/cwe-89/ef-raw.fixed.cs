[ApiController]
[Route("api/[controller]")]
public class CustomersController : ControllerBase
{
    private readonly ShopContext _db;
    public CustomersController(ShopContext db) => _db = db;

    [HttpGet("search")]
    public async Task<IActionResult> Search([FromQuery] string term)
    {
        var found = await _db.Customers.FromSqlInterpolated($"SELECT * FROM Customers WHERE Name LIKE {"%" + term + "%"}").ToListAsync();
        return Ok(found);
    }
}
