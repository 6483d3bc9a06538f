import java.io.*;
import javax.servlet.http.HttpServletRequest;

public class Saved {
    static Object read(HttpServletRequest request) throws IOException, ClassNotFoundException {
        ObjectInputStream stream = new ObjectInputStream(request.getInputStream());
        return stream.readObject();
    }
}
