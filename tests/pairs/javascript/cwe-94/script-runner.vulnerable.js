const vm = require("vm");

app.post("/rules", (req, res) => {
  const order = { total: 120, discount: 0 };
  vm.runInNewContext(req.body.rule, { order });
  res.json(order);
});
