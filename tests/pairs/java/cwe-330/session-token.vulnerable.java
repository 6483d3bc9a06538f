import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Random;

public class TokenGenerator {
    private final Random random = new Random();

    public String nextToken() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return new BigInteger(1, bytes).toString(16);
    }
}
