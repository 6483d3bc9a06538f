import java.security.SecureRandom;

public class OtpService {
    private final SecureRandom secure = new SecureRandom();

    public String generateOtp() {
        int otp = (int) (Math.random() * 900000) + 100000;
        return String.valueOf(otp);
    }
}
