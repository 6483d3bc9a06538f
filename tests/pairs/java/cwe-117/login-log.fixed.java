import java.util.logging.Logger;
import javax.servlet.http.HttpServletRequest;

public class LoginAudit {
    private static final Logger LOG = Logger.getLogger(LoginAudit.class.getName());

    public void failed(HttpServletRequest request) {
        String user = request.getParameter("user");
        LOG.warning("login failed for " + user.replaceAll("[\r\n]", "_"));
    }
}
