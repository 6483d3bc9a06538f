import java.net.URI;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;

@RestController
public class PreviewController {
    private static final Set<String> HOSTS = Set.of("www.example.com", "blog.example.com");
    private final RestTemplate http = new RestTemplate();

    @GetMapping("/preview")
    public String preview(@RequestParam String url) {
        URI address = URI.create(url);
        if (!HOSTS.contains(address.getHost())) {
            throw new IllegalArgumentException("unknown host");
        }
        return http.getForObject(address, String.class).substring(0, 200);
    }
}
