import java.io.IOException;
import javax.servlet.http.*;

public class Greeting extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html");
        response.getWriter().println("<h1>Hello " + org.owasp.encoder.Encode.forHtml(request.getParameter("name")) + "</h1>");
    }
}
