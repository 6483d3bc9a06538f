[Authorize]
public class OrdersController : Controller
{
    public async Task<IActionResult> Details(int id)
    {
        var userId = User.FindFirstValue(ClaimTypes.NameIdentifier);
        var order = await _context.Orders.FirstOrDefaultAsync(o => o.Id == id && o.UserId == userId);
        return order is null ? NotFound() : View(order);
    }
}
