import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;

class Users {
    void find(Statement statement, String name) throws Exception {
        // ruleid: java-sql-format
        statement.executeQuery("SELECT * FROM users WHERE name = '" + name + "'");
        // ruleid: java-sql-format
        statement.execute(String.format("DELETE FROM users WHERE name = '%s'", name));
        String query = "SELECT id FROM users WHERE name = '" + name + "'";
        // ruleid: java-sql-format
        statement.executeQuery(query);
    }

    void safe(Connection connection, String name) throws Exception {
        // ok: java-sql-format
        PreparedStatement statement = connection.prepareStatement("SELECT * FROM users WHERE name = ?");
        statement.setString(1, name);
        // ok: java-sql-format
        connection.prepareStatement("SELECT * " + "FROM users");
    }
}
