import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/images")
public class ImageController {
    private static final Set<String> HOSTS = Set.of("cdn.example.org", "img.example.org");

    @GetMapping("/fetch")
    public ResponseEntity<byte[]> fetch(@RequestParam String url) throws Exception {
        if (!HOSTS.contains(URI.create(url).getHost())) {
            return ResponseEntity.badRequest().build();
        }
        try (InputStream in = new URL(url).openStream()) {
            return ResponseEntity.ok(in.readAllBytes());
        }
    }
}
