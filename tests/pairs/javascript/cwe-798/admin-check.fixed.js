const { timingSafeEqual } = require("crypto");

app.post("/admin", (req, res) => {
  const expected = Buffer.from(process.env.ADMIN_PASSWORD);
  const given = Buffer.from(String(req.body.password));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return res.sendStatus(401);
  }
  res.json({ admin: true });
});
