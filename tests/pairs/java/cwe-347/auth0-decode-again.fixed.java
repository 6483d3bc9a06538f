import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import javax.servlet.http.HttpServletRequest;

public class Sessions {
    private final Algorithm algorithm;

    public Sessions(String secret) {
        this.algorithm = Algorithm.HMAC256(secret);
    }

    public String userOf(HttpServletRequest request) {
        String token = request.getHeader("Authorization").substring("Bearer ".length());
        DecodedJWT jwt = JWT.require(algorithm).build().verify(token);
        return jwt.getSubject();
    }
}
