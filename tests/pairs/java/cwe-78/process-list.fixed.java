import java.io.IOException;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class PingController {
    @GetMapping("/ping")
    public int ping(@RequestParam String host) throws IOException, InterruptedException {
        return new ProcessBuilder(List.of("ping", "-c", "1", "--", host)).start().waitFor();
    }
}
