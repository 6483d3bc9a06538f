public class Tokens {
    private static final SecureRandom RANDOM = new SecureRandom();

    public static String resetToken() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
