import org.springframework.http.*;
import org.springframework.web.bind.annotation.*;

@RestController
public class AuthController {
    @PostMapping("/login")
    public ResponseEntity<Void> login(@RequestBody Login login) {
        ResponseCookie cookie = ResponseCookie.from("SESSION", issue(login)).httpOnly(true).secure(true).sameSite("Lax").build();
        return ResponseEntity.ok().header(HttpHeaders.SET_COOKIE, cookie.toString()).build();
    }
}
