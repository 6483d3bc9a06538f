import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.web.multipart.MultipartFile;

@Service
public class StorageService {
    private final Path root = Paths.get("uploads");

    public void store(MultipartFile file) throws IOException {
        Path target = root.resolve(UUID.randomUUID().toString());
        Files.copy(file.getInputStream(), target);
    }
}
