import java.nio.charset.StandardCharsets;
import java.security.*;
import java.util.HexFormat;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

public class PasswordService {
    public String hash(String password) throws NoSuchAlgorithmException {
        return new BCryptPasswordEncoder(12).encode(password);
    }
}
