const User = require("./models/user");

app.post("/login", async (req, res) => {
  const user = await User.findOne({ name: req.body.name, pin: req.body.pin });
  res.json({ found: user !== null });
});
