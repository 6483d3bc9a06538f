const _ = require("lodash");
const defaults = { colour: "blue", page: { size: 20 } };

app.patch("/settings", (req, res) => {
  const settings = { ...defaults, colour: String(req.body.colour) };
  res.json(settings);
});
