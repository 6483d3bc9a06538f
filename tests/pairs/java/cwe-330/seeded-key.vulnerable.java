import java.security.SecureRandom;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

public class KeyFactory {
    public SecretKey create() {
        SecureRandom random = new SecureRandom();
        random.setSeed(System.currentTimeMillis());
        byte[] key = new byte[16];
        new java.util.Random(System.nanoTime()).nextBytes(key);
        return new SecretKeySpec(key, "AES");
    }
}
