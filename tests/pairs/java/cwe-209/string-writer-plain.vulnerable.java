import java.io.*;
import javax.servlet.http.*;

public class ReportServlet extends HttpServlet {
    protected void doPost(HttpServletRequest req, HttpServletResponse resp) throws IOException {
        try {
            build(req);
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            resp.sendError(500, trace.toString());
        }
    }
}
