import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

public class ReportDao {
    public List<String> names(Connection connection, Map<String, String> filters) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT name FROM reports WHERE 1 = 1");
        for (Map.Entry<String, String> filter : filters.entrySet()) {
            sql.append(" AND ").append(filter.getKey()).append(" = '").append(filter.getValue()).append("'");
        }
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql.toString());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
