import java.io.IOException;
import javax.servlet.http.*;

public class UploadServlet extends HttpServlet {
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int size = Integer.parseInt(request.getHeader("X-Size"));
        if (size < 0 || size > 1_000_000) {
            response.sendError(413);
            return;
        }
        byte[] buffer = new byte[size];
        int read = request.getInputStream().readNBytes(buffer, 0, size);
        response.getWriter().println(read);
    }
}
