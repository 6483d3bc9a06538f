import java.io.*;
import java.net.URL;
import java.util.Set;
import javax.servlet.http.*;

public class Preview extends HttpServlet {
    private static final Set<String> HOSTS = Set.of("images.example.org");

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        URL url = new URL(request.getParameter("url"));
        if (!HOSTS.contains(url.getHost())) {
            throw new IOException("no host of ours");
        }
        try (InputStream stream = url.openStream()) {
            stream.transferTo(response.getOutputStream());
        }
    }
}
