import java.io.IOException;
import javax.servlet.http.*;

public class PingServlet extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String host = request.getParameter("host");
        if (!host.matches("[a-z0-9.]{1,60}")) {
            throw new IOException("no name of a host");
        }
        Process process = new ProcessBuilder("ping", "-c", "1", host).start();
        process.getOutputStream().close();
    }
}
