import org.springframework.stereotype.Service;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.bind.annotation.*;

@RestController
class ProxyController {
    private final RestTemplate rest = new RestTemplate();

    @GetMapping("/proxy/{service}")
    String proxy(@PathVariable String service, @RequestParam String path) {
        return rest.getForObject("http://catalog.internal/{path}", String.class, path);
    }
}
