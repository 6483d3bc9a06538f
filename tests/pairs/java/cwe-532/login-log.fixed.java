import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class LoginService {
    private static final Logger LOG = LoggerFactory.getLogger(LoginService.class);

    public boolean login(String user, String password) {
        LOG.info("login of {}", user);
        return check(user, password);
    }
}
