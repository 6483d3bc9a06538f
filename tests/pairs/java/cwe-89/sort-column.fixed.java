import java.sql.*;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;

public class SortedList {
    private static final Set<String> COLUMNS = Set.of("name", "price");

    ResultSet list(Connection connection, HttpServletRequest request) throws SQLException {
        String column = request.getParameter("sort");
        if (!COLUMNS.contains(column)) {
            throw new IllegalArgumentException("sort");
        }
        return connection.createStatement().executeQuery("SELECT name, price FROM goods ORDER BY " + column);
    }
}
