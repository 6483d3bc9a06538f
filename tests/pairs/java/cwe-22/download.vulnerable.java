import java.io.*;
import java.nio.file.*;
import javax.servlet.http.*;

public class Download extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Path folder = Paths.get("/srv/files");
        Path file = folder.resolve(request.getParameter("name"));
        Files.copy(file, response.getOutputStream());
    }
}
