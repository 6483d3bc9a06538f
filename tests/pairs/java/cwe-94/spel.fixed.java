import org.springframework.expression.ExpressionParser;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

public class Rules {
    private final ExpressionParser parser = new SpelExpressionParser();

    public boolean matches(Object order, String rule) {
        SimpleEvaluationContext context = SimpleEvaluationContext.forReadOnlyDataBinding().build();
        return parser.parseExpression(rule).getValue(context, order, Boolean.class);
    }
}
