import java.io.*;
import java.nio.file.*;

public class Export {
    public Path write(String text) throws IOException {
        Path file = Files.createTempFile("export-", ".txt");
        Files.writeString(file, text);
        return file;
    }
}
