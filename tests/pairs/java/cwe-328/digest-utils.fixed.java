import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

public class Accounts {
    private final BCryptPasswordEncoder encoder = new BCryptPasswordEncoder();

    public boolean matches(Account account, String password) {
        return encoder.matches(password, account.hash());
    }
}
