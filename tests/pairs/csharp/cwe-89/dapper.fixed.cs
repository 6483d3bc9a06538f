public class OrderRepository
{
    private static readonly HashSet<string> Sortable = new() { "Created", "Total" };
    private readonly IDbConnection _connection;

    public Task<IEnumerable<Order>> ByStatusAsync(string status, string sortColumn)
    {
        if (!Sortable.Contains(sortColumn))
            throw new ArgumentException("Unknown column", nameof(sortColumn));
        var sql = "SELECT * FROM Orders WHERE Status = @status ORDER BY " + sortColumn;
        return _connection.QueryAsync<Order>(sql, new { status });
    }
}
