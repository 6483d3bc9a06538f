import java.security.KeyPair;
import java.security.KeyPairGenerator;

public class Keys {
    public KeyPair create() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        return generator.generateKeyPair();
    }
}
