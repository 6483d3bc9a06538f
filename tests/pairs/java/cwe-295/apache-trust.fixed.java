import java.io.File;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.ssl.SSLContextBuilder;

public class HttpFactory {
    public static CloseableHttpClient create() throws Exception {
        return HttpClients.custom()
            .setSSLContext(new SSLContextBuilder().loadTrustMaterial(new File("trust.p12")).build())
            .build();
    }
}
