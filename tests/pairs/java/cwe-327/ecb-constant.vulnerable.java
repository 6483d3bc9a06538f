import javax.crypto.Cipher;
import javax.crypto.SecretKey;

public class Vault {
    private static final String TRANSFORMATION = "AES/ECB/PKCS5Padding";

    public byte[] seal(SecretKey key, byte[] data) throws Exception {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(data);
    }
}
