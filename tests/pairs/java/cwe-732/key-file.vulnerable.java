import java.io.IOException;
import java.nio.file.*;
import java.nio.file.attribute.PosixFilePermissions;

public class KeyStoreWriter {
    public void write(Path path, byte[] key) throws IOException {
        Files.write(path, key);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    }
}
