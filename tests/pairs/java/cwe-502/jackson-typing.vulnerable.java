import com.fasterxml.jackson.databind.ObjectMapper;

public class Messages {
    private final ObjectMapper mapper = new ObjectMapper();

    public Messages() {
        mapper.enableDefaultTyping();
    }

    public Object read(String json) throws Exception {
        return mapper.readValue(json, Object.class);
    }
}
