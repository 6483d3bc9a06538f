import java.io.FileInputStream;
import java.io.InputStream;
import java.security.Key;
import java.security.KeyStore;

public class Keys {
    public Key signingKey() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream("/etc/shop/keys.p12")) {
            store.load(in, System.getenv("STORE_PASSWORD").toCharArray());
        }
        return store.getKey("signing", System.getenv("KEY_PASSWORD").toCharArray());
    }
}
