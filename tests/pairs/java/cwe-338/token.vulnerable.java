public class Tokens {
    private static final Random RANDOM = new Random();

    public static String resetToken() {
        return Long.toHexString(RANDOM.nextLong());
    }
}
