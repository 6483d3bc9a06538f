import javax.naming.NamingException;
import javax.naming.directory.*;
import javax.servlet.http.HttpServletRequest;

public class DirectoryLogin {
    static boolean exists(DirContext directory, HttpServletRequest request) throws NamingException {
        String user = request.getParameter("user");
        return directory.search("ou=people", "(uid={0})", new Object[] {user}, new SearchControls()).hasMore();
    }
}
