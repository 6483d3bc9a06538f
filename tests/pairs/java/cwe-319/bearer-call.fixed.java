import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class PaymentClient {
    private final HttpClient client = HttpClient.newHttpClient();

    public String charge(String token, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://payments.shop.org/v1/charges"))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
