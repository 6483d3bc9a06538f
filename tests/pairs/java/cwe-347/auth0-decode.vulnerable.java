import com.auth0.jwt.JWT;
import com.auth0.jwt.interfaces.DecodedJWT;
import jakarta.servlet.http.HttpServletRequest;

public class Session {
    String user(HttpServletRequest request) {
        String token = request.getHeader("Authorization").substring(7);
        DecodedJWT decoded = JWT.decode(token);
        return decoded.getSubject();
    }
}
