import java.security.*;

public class Passwords {
    private static final byte[] SALT = SecureRandom.getSeed(16);

    static byte[] hash(String password) throws GeneralSecurityException {
        javax.crypto.spec.PBEKeySpec spec =
            new javax.crypto.spec.PBEKeySpec(password.toCharArray(), SALT, 600_000, 256);
        return javax.crypto.SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    }
}
