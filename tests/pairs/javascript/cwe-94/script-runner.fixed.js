const vm = require("vm");

app.post("/rules", (req, res) => {
  const order = { total: 120, discount: 0 };
  const rule = JSON.parse(req.body.rule);
  order.discount = Number(rule.discount);
  res.json(order);
});
