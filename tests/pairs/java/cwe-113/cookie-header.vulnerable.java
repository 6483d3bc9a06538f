import java.io.IOException;
import javax.servlet.http.*;

public class LanguageServlet extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String language = request.getParameter("lang");
        response.setHeader("Content-Language", language);
        response.getWriter().println("ok");
    }
}
