import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;

public class Issuer {
    public String issue(String user) {
        return JWT.create().withSubject(user).sign(Algorithm.HMAC512(System.getenv("JWT_SECRET")));
    }
}
