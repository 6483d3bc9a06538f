import javax.script.*;
import org.springframework.web.bind.annotation.*;

@RestController
public class RuleController {
    @PostMapping("/sum")
    public Object sum(@RequestParam String expression) throws ScriptException {
        ScriptEngine engine = new ScriptEngineManager().getEngineByName("javascript");
        return engine.eval(expression);
    }
}
