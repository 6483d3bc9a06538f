import java.io.IOException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class Converter {
    @PostMapping("/convert")
    public void convert(@RequestParam String format) throws IOException {
        if (!"png".equals(format)) {
            throw new IOException("unknown format");
        }
        new ProcessBuilder("convert", "upload.png", "upload.png").start();
    }
}
