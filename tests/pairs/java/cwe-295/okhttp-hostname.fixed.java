import java.time.Duration;
import okhttp3.OkHttpClient;

public class Clients {
    public OkHttpClient internal() {
        return new OkHttpClient.Builder()
            .callTimeout(Duration.ofSeconds(5))
            .build();
    }
}
