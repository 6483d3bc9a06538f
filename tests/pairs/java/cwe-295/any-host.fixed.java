import java.io.IOException;
import java.net.URL;
import javax.net.ssl.HttpsURLConnection;

public class Status {
    static int of(URL url) throws IOException {
        HttpsURLConnection connection = (HttpsURLConnection) url.openConnection();
        return connection.getResponseCode();
    }
}
