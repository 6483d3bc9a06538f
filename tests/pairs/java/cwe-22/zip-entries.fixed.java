import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

public final class Unzip {
    public static void extract(InputStream source, File folder) throws IOException {
        String root = folder.getCanonicalPath() + File.separator;
        try (ZipInputStream zip = new ZipInputStream(source)) {
            ZipEntry entry;
            while ((entry = zip.getNextEntry()) != null) {
                File target = new File(folder, entry.getName());
                if (!target.getCanonicalPath().startsWith(root)) {
                    throw new IOException("entry leads out of the folder");
                }
                if (entry.isDirectory()) {
                    target.mkdirs();
                    continue;
                }
                try (FileOutputStream out = new FileOutputStream(target)) {
                    zip.transferTo(out);
                }
            }
        }
    }
}
