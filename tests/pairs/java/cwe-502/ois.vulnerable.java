public class SessionCodec {
    public Session decode(String cookie) throws Exception {
        byte[] bytes = Base64.getDecoder().decode(cookie);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (Session) in.readObject();
        }
    }
}
