import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import jakarta.servlet.http.HttpServletRequest;

public class Session {
    private final Algorithm algorithm = Algorithm.HMAC256(System.getenv("JWT_SECRET"));

    String user(HttpServletRequest request) {
        String token = request.getHeader("Authorization").substring(7);
        DecodedJWT decoded = JWT.require(algorithm).withIssuer("shop").build().verify(token);
        return decoded.getSubject();
    }
}
