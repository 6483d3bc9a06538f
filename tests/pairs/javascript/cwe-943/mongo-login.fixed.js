const User = require("./models/user");

app.post("/login", async (req, res) => {
  const user = await User.findOne({ name: String(req.body.name), pin: String(req.body.pin) });
  res.json({ found: user !== null });
});
