import javax.script.*;
import org.springframework.web.bind.annotation.*;

@RestController
public class RuleController {
    @PostMapping("/sum")
    public Object sum(@RequestParam String expression) throws ScriptException {
        double total = 0;
        for (String part : expression.split("\\+")) {
            total += Double.parseDouble(part.trim());
        }
        return total;
    }
}
