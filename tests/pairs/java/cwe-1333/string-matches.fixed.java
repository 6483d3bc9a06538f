public class Mail {
    public static boolean isAddress(String text) {
        return text.length() < 255 && text.matches("^[a-z0-9._-]{1,64}@[a-z0-9.-]{1,190}$");
    }
}
