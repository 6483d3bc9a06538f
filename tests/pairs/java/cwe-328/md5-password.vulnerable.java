import java.security.*;

public class Passwords {
    static byte[] hash(String password) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("MD5").digest(password.getBytes());
    }
}
