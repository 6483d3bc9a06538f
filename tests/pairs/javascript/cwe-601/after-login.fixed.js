app.post("/login", async (req, res) => {
  const user = await authenticate(req.body);
  if (!user) {
    return res.status(401).end();
  }
  const pages = { orders: "/orders", profile: "/profile" };
  return res.redirect(pages[String(req.query.next)] ? pages.orders : "/");
});
