import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class PaddingController {
    @GetMapping("/padding")
    public byte[] padding(@RequestParam int size) {
        return new byte[Math.min(size, 4096)];
    }
}
