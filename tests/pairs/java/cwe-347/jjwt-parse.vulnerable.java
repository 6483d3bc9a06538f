import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jwts;

public class Tokens {
    public Claims read(String token) {
        return (Claims) Jwts.parserBuilder().build().parse(token).getBody();
    }
}
