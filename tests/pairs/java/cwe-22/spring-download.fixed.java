import java.io.File;
import java.io.IOException;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class DownloadController {
    @GetMapping("/download")
    public ResponseEntity<Resource> download(@RequestParam String name) throws IOException {
        File file = new File("/srv/reports/" + name);
        if (!file.getCanonicalPath().startsWith("/srv/reports/")) {
            return ResponseEntity.badRequest().build();
        }
        return ResponseEntity.ok(new FileSystemResource(file));
    }
}
