import java.io.IOException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class Converter {
    @PostMapping("/convert")
    public void convert(@RequestParam String format) throws IOException {
        new ProcessBuilder("bash", "-c", "convert upload.png upload." + format).start();
    }
}
