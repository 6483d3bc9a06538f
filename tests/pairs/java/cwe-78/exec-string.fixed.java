import java.io.IOException;
import org.springframework.web.bind.annotation.*;

@RestController
public class ToolController {
    @PostMapping("/convert")
    public int convert(@RequestParam("file") String file) throws IOException, InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        Process process = runtime.exec(new String[] {"convert", "/var/in/" + new java.io.File(file).getName(), "/var/out/result.png"});
        return process.waitFor();
    }
}
