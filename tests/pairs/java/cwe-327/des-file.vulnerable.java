import java.security.GeneralSecurityException;
import javax.crypto.*;

public class Seal {
    static byte[] seal(byte[] text, SecretKey key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("DES/ECB/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(text);
    }
}
