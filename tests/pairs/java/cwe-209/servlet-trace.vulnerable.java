import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.http.*;

public class ReportServlet extends HttpServlet {
    private static final Logger LOG = Logger.getLogger("report");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            new Report(request.getParameter("id")).writeTo(response.getOutputStream());
        } catch (Exception e) {
            e.printStackTrace(response.getWriter());
        }
    }
}
