app.post("/login", async (req, res) => {
  const user = await authenticate(req.body);
  if (!user) {
    return res.status(401).end();
  }
  return res.redirect(req.query.next || "/");
});
