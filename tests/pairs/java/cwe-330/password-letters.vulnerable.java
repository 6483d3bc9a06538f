import java.security.SecureRandom;
import java.util.Random;
import org.apache.commons.lang3.RandomStringUtils;

public final class Passwords {
    private static final String LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static String temporaryPassword() {
        return RandomStringUtils.randomAlphanumeric(12);
    }
}
