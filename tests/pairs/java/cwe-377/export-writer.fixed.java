import java.io.File;
import java.io.FileWriter;
import java.io.IOException;
import java.nio.file.Files;

public class Exporter {
    public File export(String csv) throws IOException {
        File file = Files.createTempFile("orders", ".csv").toFile();
        try (FileWriter writer = new FileWriter(file)) {
            writer.write(csv);
        }
        return file;
    }
}
