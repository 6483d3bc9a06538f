import okhttp3.OkHttpClient;

public class Clients {
    public OkHttpClient internal() {
        return new OkHttpClient.Builder()
            .hostnameVerifier((hostname, session) -> true)
            .build();
    }
}
