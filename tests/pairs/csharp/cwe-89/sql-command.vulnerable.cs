using System.Collections.Generic;
using Microsoft.Data.SqlClient;

public class UserStore
{
    private readonly string _connection;

    public UserStore(string connection) => _connection = connection;

    public List<string> Find(string city)
    {
        var names = new List<string>();
        using var connection = new SqlConnection(_connection);
        connection.Open();
        using var command = new SqlCommand($"SELECT Name FROM Users WHERE City = '{city}'", connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }
        return names;
    }
}
