import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jwts;
import javax.crypto.SecretKey;

public class TokenReader {
    private final SecretKey key;

    public TokenReader(SecretKey key) {
        this.key = key;
    }

    public Claims read(String token) {
        return Jwts.parserBuilder().setSigningKey(key).build().parse(token).getBody() instanceof Claims claims ? claims : null;
    }
}
