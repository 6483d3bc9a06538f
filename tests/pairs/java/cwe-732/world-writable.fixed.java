import java.io.File;
import java.io.FileWriter;
import java.io.IOException;

public class ScriptInstaller {
    public void install(File script, String text) throws IOException {
        try (FileWriter out = new FileWriter(script)) {
            out.write(text);
        }
        script.setExecutable(true, true);
        script.setWritable(true, true);
    }
}
