import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;

@RestController
public class PreviewController {
    private final RestTemplate http = new RestTemplate();

    @GetMapping("/preview")
    public String preview(@RequestParam String url) {
        return http.getForObject(url, String.class).substring(0, 200);
    }
}
