import java.io.File;

public class Marker {
    public File create(String name) throws Exception {
        File file = File.createTempFile(name, ".lock");
        file.setWritable(true, false);
        return file;
    }
}
