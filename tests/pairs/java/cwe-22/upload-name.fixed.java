import java.io.*;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
public class Upload {
    @PostMapping("/upload")
    public void upload(@RequestParam MultipartFile file) throws IOException {
        file.transferTo(new File("/srv/uploads/" + java.util.UUID.randomUUID()));
    }
}
