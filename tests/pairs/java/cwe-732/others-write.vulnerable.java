import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

public class Spool {
    public void share(Path file) throws Exception {
        Set<PosixFilePermission> rights = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OTHERS_WRITE);
        Files.setPosixFilePermissions(file, rights);
    }
}
