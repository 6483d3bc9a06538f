@PostMapping("/rules/evaluate")
public Object evaluate(@RequestBody RuleRequest request) {
    ExpressionParser parser = new SpelExpressionParser();
    return parser.parseExpression(request.getExpression()).getValue();
}
