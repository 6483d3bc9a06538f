const ejs = require("ejs");

app.post("/preview", (req, res) => {
  const html = ejs.render("<p>Dear <%= user.name %>, <%= text %></p>", { user: req.user, text: req.body.text });
  res.send(html);
});
