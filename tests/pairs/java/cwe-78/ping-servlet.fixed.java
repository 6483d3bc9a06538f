import java.io.*;
import javax.servlet.http.*;

public class PingServlet extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String host = request.getParameter("host");
        if (!host.matches("[A-Za-z0-9][A-Za-z0-9.]{0,252}")) {
            response.sendError(400);
            return;
        }
        Process process = new ProcessBuilder("ping", "-c", "1", host).start();
        process.getInputStream().transferTo(response.getOutputStream());
    }
}
