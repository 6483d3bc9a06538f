function calculate(expression) {
  // ruleid: javascript-eval
  const first = eval(expression);
  // ruleid: javascript-eval
  const second = new Function("x", "return " + expression);
  // ruleid: javascript-eval
  setTimeout("run(" + expression + ")", 10);
  return [first, second];
}

function safe(text, table, name) {
  // ok: javascript-eval
  const first = JSON.parse(text);
  // ok: javascript-eval
  const second = new Function("return 1");
  // ok: javascript-eval
  setTimeout(() => table[name](), 10);
  return [first, second];
}
