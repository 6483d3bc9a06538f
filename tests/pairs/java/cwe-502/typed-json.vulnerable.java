import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

public class Messages {
    static Object read(String text) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        mapper.enableDefaultTyping();
        return mapper.readValue(text, Object.class);
    }
}
