import java.io.File;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class DownloadController {
    @GetMapping("/download")
    public ResponseEntity<Resource> download(@RequestParam String name) {
        File file = new File("/srv/reports/" + name);
        return ResponseEntity.ok(new FileSystemResource(file));
    }
}
