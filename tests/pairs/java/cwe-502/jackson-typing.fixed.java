import com.fasterxml.jackson.databind.ObjectMapper;

public class Messages {
    private final ObjectMapper mapper = new ObjectMapper();

    public Order read(String json) throws Exception {
        return mapper.readValue(json, Order.class);
    }
}
