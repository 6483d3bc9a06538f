import org.springframework.expression.ExpressionParser;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.*;
import org.springframework.web.bind.annotation.*;

@RestController
public class FilterController {
    private final ExpressionParser parser = new SpelExpressionParser();

    @GetMapping("/filter")
    public boolean filter(@RequestParam String condition, @RequestParam int value) {
        StandardEvaluationContext context = new StandardEvaluationContext();
        context.setVariable("value", value);
        return parser.parseExpression(condition).getValue(context, Boolean.class);
    }
}
