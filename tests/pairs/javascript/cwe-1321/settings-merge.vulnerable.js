const _ = require("lodash");
const defaults = { colour: "blue", page: { size: 20 } };

app.patch("/settings", (req, res) => {
  const settings = _.defaultsDeep({}, req.body, defaults);
  res.json(settings);
});
