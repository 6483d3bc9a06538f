import java.io.File;
import java.io.IOException;
import java.util.List;

public class ArchiveService {
    private final File root;

    public ArchiveService(File root) {
        this.root = root;
    }

    public int compress(String folder, String name) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of("tar", "czf", name + ".tgz", "--", folder)).directory(root).start();
        return process.waitFor();
    }
}
