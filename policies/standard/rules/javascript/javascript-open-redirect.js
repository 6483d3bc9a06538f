function login(req, res) {
  // ruleid: javascript-open-redirect
  res.redirect(req.query.next);
}

function logout(req, res) {
  const target = req.body.target;
  // ruleid: javascript-open-redirect
  res.redirect(302, target);
}

function safe(req, res, pages) {
  // ok: javascript-open-redirect
  res.redirect("/home");
  // ok: javascript-open-redirect
  res.redirect(pages[req.query.page] || "/");
}
