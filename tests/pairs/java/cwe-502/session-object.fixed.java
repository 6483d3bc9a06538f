import java.io.*;
import javax.servlet.http.HttpServletRequest;

public class Saved {
    static Object read(HttpServletRequest request) throws IOException {
        DataInputStream stream = new DataInputStream(request.getInputStream());
        return stream.readInt();
    }
}
