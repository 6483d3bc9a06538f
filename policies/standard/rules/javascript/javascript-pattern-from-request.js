function search(req, text) {
  // ruleid: javascript-pattern-from-request
  const first = new RegExp(req.query.pattern).test(text);
  const other = req.body.pattern;
  // ruleid: javascript-pattern-from-request
  return [first, new RegExp(other, "i").test(text)];
}

function safe(req, text) {
  // ok: javascript-pattern-from-request
  const first = new RegExp("^[a-z]+$").test(req.query.word);
  // ok: javascript-pattern-from-request
  return [first, text.includes(req.query.word)];
}
