import java.util.*;

public class ResetToken {
    static String token() {
        Random random = new java.security.SecureRandom();
        byte[] token = new byte[16];
        random.nextBytes(token);
        return Base64.getEncoder().encodeToString(token);
    }
}
