import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class LoginService {
    private static final Logger LOG = LoggerFactory.getLogger(LoginService.class);

    public boolean login(String user, String password) {
        LOG.info("login of {} with {}", user, password);
        return check(user, password);
    }
}
