import java.io.IOException;
import java.io.InputStream;
import java.net.URL;

public class Fetcher {
    /** Downloads the page at an address that a user has given. */
    public String fetch(String address) throws IOException {
        URL url = new URL("http://" + address);
        try (InputStream in = url.openStream()) {
            return new String(in.readAllBytes());
        }
    }
}
