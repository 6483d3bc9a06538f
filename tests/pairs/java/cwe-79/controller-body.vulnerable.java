import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

@Controller
public class GreetingController {
    @GetMapping(value = "/greet", produces = "text/html")
    @ResponseBody
    public String greet(@RequestParam("name") String name) {
        return "<p>Hello, " + name + "!</p>";
    }
}
