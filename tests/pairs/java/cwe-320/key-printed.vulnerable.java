import java.util.Base64;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.slf4j.Logger;

public class KeyFactory {
    private final Logger log;

    public SecretKey newKey() throws Exception {
        KeyGenerator generator = KeyGenerator.getInstance("AES");
        generator.init(256);
        SecretKey key = generator.generateKey();
        log.info("Data key: {}", Base64.getEncoder().encodeToString(key.getEncoded()));
        return key;
    }
}
