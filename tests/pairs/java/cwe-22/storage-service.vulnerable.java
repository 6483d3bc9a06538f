import java.io.IOException;
import java.nio.file.*;
import org.springframework.web.multipart.MultipartFile;

public class StorageService {
    private final Path root = Paths.get("/srv/uploads");

    public void store(MultipartFile file) throws IOException {
        Path target = root.resolve(file.getOriginalFilename());
        Files.copy(file.getInputStream(), target, StandardCopyOption.REPLACE_EXISTING);
    }
}
