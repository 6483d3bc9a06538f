import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
public class LoginController {
    @GetMapping("/after-login")
    public String afterLogin(@RequestParam String next) {
        return "redirect:" + next;
    }
}
