import java.io.*;
import java.nio.file.*;
import java.util.zip.*;

public class Unzip {
    static void unpack(InputStream stream, File folder) throws IOException {
        ZipInputStream archive = new ZipInputStream(stream);
        for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            File target = new File(folder, entry.getName());
            if (!target.getCanonicalPath().startsWith(folder.getCanonicalPath() + File.separator)) {
                throw new IOException("leaves the folder");
            }
            Files.copy(archive, target.toPath());
        }
    }
}
