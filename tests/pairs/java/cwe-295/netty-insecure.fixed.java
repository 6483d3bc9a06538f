import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import reactor.netty.http.client.HttpClient;

public class Reactive {
    HttpClient client() throws Exception {
        SslContext context = SslContextBuilder.forClient()
            .trustManager(new File("authority.pem"))
            .build();
        return HttpClient.create().secure(spec -> spec.sslContext(context));
    }
}
