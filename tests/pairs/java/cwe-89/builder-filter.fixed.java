import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

public class ReportDao {
    public List<String> names(Connection connection, String owner, String state) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT name FROM reports WHERE 1 = 1");
        sql.append(" AND owner = ?");
        if (state != null) {
            sql.append(" AND state = ?");
        }
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            statement.setString(1, owner);
            if (state != null) {
                statement.setString(2, state);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }
}
