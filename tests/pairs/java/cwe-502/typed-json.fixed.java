import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

public class Messages {
    static Object read(String text) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        return mapper.readValue(text, String.class);
    }
}
