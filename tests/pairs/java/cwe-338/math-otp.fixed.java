import java.security.SecureRandom;

public class OneTime {
    private final SecureRandom random = new SecureRandom();

    public int otp() {
        int otp = random.nextInt(900000) + 100000;
        return otp;
    }
}
