import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.*;

@RestController
public class SignupController {
    private static final Pattern EMAIL = Pattern.compile("^([a-zA-Z0-9]+\\.?)+@([a-zA-Z0-9]+\\.?)+$");

    @PostMapping("/check")
    public boolean check(@RequestParam String email) {
        return EMAIL.matcher(email).matches();
    }
}
