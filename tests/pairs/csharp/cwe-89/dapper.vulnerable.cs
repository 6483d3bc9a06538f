public class OrderRepository
{
    private readonly IDbConnection _connection;

    public Task<IEnumerable<Order>> ByStatusAsync(string status, string sortColumn)
    {
        var sql = "SELECT * FROM Orders WHERE Status = '" + status + "' ORDER BY " + sortColumn;
        return _connection.QueryAsync<Order>(sql);
    }
}
