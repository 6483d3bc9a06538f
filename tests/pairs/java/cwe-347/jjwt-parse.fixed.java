import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jwts;
import java.security.Key;

public class Tokens {
    private final Key key;

    public Tokens(Key key) {
        this.key = key;
    }

    public Claims read(String token) {
        return Jwts.parserBuilder().setSigningKey(key).build().parseClaimsJws(token).getBody();
    }
}
