public class Mail {
    public static boolean isAddress(String text) {
        return text.matches("^([a-z0-9]+[._-]?)*@[a-z0-9.-]+$");
    }
}
