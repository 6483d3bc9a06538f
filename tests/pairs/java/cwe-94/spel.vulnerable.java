import org.springframework.expression.ExpressionParser;
import org.springframework.expression.spel.standard.SpelExpressionParser;

public class Rules {
    private final ExpressionParser parser = new SpelExpressionParser();

    public boolean matches(Object order, String rule) {
        return parser.parseExpression(rule).getValue(order, Boolean.class);
    }
}
