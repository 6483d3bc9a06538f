import java.security.SecureRandom;
import java.util.concurrent.ThreadLocalRandom;

public class CsrfTokens {
    private static final SecureRandom SECURE = new SecureRandom();

    public String create() {
        long csrfToken = ThreadLocalRandom.current().nextLong();
        return Long.toHexString(csrfToken);
    }
}
