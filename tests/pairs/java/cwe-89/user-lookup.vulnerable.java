import java.sql.*;
import javax.servlet.http.*;

public class UserLookup extends HttpServlet {
    private Connection connection;

    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String email = request.getParameter("email");
        try (Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery("SELECT id FROM users WHERE email = '" + email + "'");
            response.setStatus(rows.next() ? 200 : 404);
        } catch (SQLException failure) {
            response.setStatus(500);
        }
    }
}
