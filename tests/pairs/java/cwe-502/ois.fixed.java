public class SessionCodec {
    private final ObjectMapper mapper = new ObjectMapper();

    public Session decode(String cookie) throws Exception {
        byte[] bytes = Base64.getDecoder().decode(cookie);
        return mapper.readValue(bytes, Session.class);
    }
}
