import java.io.IOException;
import javax.servlet.http.*;

public class PingServlet extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String host = request.getParameter("host");
        Process process = Runtime.getRuntime().exec("sh -c 'ping -c 1 " + host + "'");
        process.getOutputStream().close();
    }
}
