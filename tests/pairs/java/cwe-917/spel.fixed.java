@PostMapping("/rules/evaluate")
public Object evaluate(@RequestBody RuleRequest request) {
    ExpressionParser parser = new SpelExpressionParser();
    EvaluationContext context = SimpleEvaluationContext.forReadOnlyDataBinding().build();
    return parser.parseExpression(request.getExpression()).getValue(context, request.getFacts());
}
