import java.io.*;
import java.nio.file.*;

public class Export {
    public Path write(String text) throws IOException {
        File file = new File("/tmp/export-" + System.currentTimeMillis() + ".txt");
        Files.writeString(file.toPath(), text);
        return file.toPath();
    }
}
