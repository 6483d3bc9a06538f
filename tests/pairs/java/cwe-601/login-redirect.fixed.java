import java.io.IOException;
import javax.servlet.http.*;

public class Login extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendRedirect("next".equals(request.getParameter("page")) ? "/next" : "/home");
    }
}
