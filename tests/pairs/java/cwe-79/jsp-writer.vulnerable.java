import java.io.IOException;
import java.sql.*;
import javax.servlet.http.*;
import org.apache.commons.text.StringEscapeUtils;

public class GuestbookServlet extends HttpServlet {
    private Connection connection;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html");
        try (Statement statement = connection.createStatement();
             ResultSet rows = statement.executeQuery("SELECT author, text FROM entries")) {
            while (rows.next()) {
                response.getWriter().println("<p>" + rows.getString("text") + "</p>");
            }
        } catch (SQLException e) {
            response.sendError(500);
        }
    }
}
