class Sample
{
    void Run(string name, HttpRequest request)
    {
        // ruleid: csharp-sql-format
        var a = new SqlCommand("SELECT * FROM a WHERE b = " + name, connection);
        // ruleid: csharp-sql-format
        command.CommandText = "DELETE FROM a WHERE b = " + name;
        // ok: csharp-sql-format
        var a = new SqlCommand("SELECT * FROM a WHERE b = @b", connection);
        // ok: csharp-sql-format
        command.CommandText = "DELETE FROM a WHERE b = @b";
    }
}
