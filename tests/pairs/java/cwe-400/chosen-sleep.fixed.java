import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

public class SlowServlet extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        try {
            Thread.sleep(Math.min(Long.parseLong(request.getParameter("millis")), 1000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
