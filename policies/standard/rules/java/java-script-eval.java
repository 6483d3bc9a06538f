import javax.script.ScriptEngine;
import org.springframework.expression.ExpressionParser;

class Calculator {
    void calculate(ScriptEngine engine, ExpressionParser parser, String text) throws Exception {
        // ruleid: java-script-eval
        engine.eval(text);
        // ruleid: java-script-eval
        parser.parseExpression("a + " + text);
    }

    void safe(ScriptEngine engine, ExpressionParser parser) throws Exception {
        // ok: java-script-eval
        engine.eval("1 + 1");
        // ok: java-script-eval
        parser.parseExpression("name.length()");
    }
}
