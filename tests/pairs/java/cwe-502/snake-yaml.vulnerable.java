import java.io.InputStream;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

public class Settings {
    @SuppressWarnings("unchecked")
    public Map<String, Object> load(InputStream upload) {
        Yaml yaml = new Yaml();
        return (Map<String, Object>) yaml.load(upload);
    }
}
