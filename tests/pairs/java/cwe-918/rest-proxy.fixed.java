import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;

@RestController
public class RestProxy {
    private final RestTemplate client = new RestTemplate();

    @GetMapping("/stock")
    public String stock(@RequestParam int item) {
        return client.getForObject("http://stock.internal/stock/" + item, String.class);
    }
}
