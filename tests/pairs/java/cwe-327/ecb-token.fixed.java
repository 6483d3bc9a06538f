import java.security.GeneralSecurityException;
import javax.crypto.*;

public class TokenBox {
    private static final String MODE = "AES/GCM/NoPadding";

    static byte[] box(byte[] token, SecretKey key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(MODE);
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(token);
    }
}
