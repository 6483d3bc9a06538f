export function evaluateRule(rule: string, facts: Record<string, number>): boolean {
  const check = new Function(...Object.keys(facts), `return ${rule};`);
  return Boolean(check(...Object.values(facts)));
}
