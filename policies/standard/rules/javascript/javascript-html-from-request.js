function hello(req, res) {
  // ruleid: javascript-html-from-request
  res.send("<h1>Hello " + req.query.name + "</h1>");
}

function search(req, res) {
  const word = req.query.word;
  // ruleid: javascript-html-from-request
  res.send(`<p>${word}</p>`);
}

function safe(req, res, escape) {
  // ok: javascript-html-from-request
  res.send("<h1>Hello " + escape(req.query.name) + "</h1>");
  // ok: javascript-html-from-request
  res.json({ name: req.query.name });
}
