export function evaluateRule(rule: string, facts: Record<string, number>): boolean {
  const [name, limit] = rule.split(">");
  return facts[name.trim()] > Number(limit);
}
