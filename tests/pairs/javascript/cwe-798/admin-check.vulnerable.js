const { timingSafeEqual } = require("crypto");

app.post("/admin", (req, res) => {
  if (req.body.password !== "letmein-4242") {
    return res.sendStatus(401);
  }
  res.json({ admin: true });
});
