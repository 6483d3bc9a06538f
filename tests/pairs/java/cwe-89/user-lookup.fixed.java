import java.sql.*;
import javax.servlet.http.*;

public class UserLookup extends HttpServlet {
    private Connection connection;

    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String email = request.getParameter("email");
        try (PreparedStatement statement = connection.prepareStatement("SELECT id FROM users WHERE email = ?")) {
            statement.setString(1, email);
            ResultSet rows = statement.executeQuery();
            response.setStatus(rows.next() ? 200 : 404);
        } catch (SQLException failure) {
            response.setStatus(500);
        }
    }
}
