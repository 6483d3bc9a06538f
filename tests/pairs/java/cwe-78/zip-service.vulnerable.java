import java.io.File;
import java.io.IOException;
import java.util.List;

public class ArchiveService {
    private final File root;

    public ArchiveService(File root) {
        this.root = root;
    }

    public int compress(String folder, String name) throws IOException, InterruptedException {
        String command = "tar czf " + name + ".tgz " + folder;
        Process process = Runtime.getRuntime().exec(new String[] {"bash", "-c", command}, null, root);
        return process.waitFor();
    }
}
