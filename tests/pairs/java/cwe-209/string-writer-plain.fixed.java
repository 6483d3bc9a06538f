import java.io.*;
import javax.servlet.http.*;

public class ReportServlet extends HttpServlet {
    protected void doPost(HttpServletRequest req, HttpServletResponse resp) throws IOException {
        try {
            build(req);
        } catch (RuntimeException e) {
            log("report failed", e);
            resp.sendError(500, "report failed");
        }
    }
}
