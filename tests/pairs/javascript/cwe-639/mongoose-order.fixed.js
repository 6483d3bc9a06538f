router.get('/orders/:id', requireUser, async (req, res) => {
  const order = await Order.findOne({ _id: req.params.id, owner: req.user.id });
  if (!order) return res.sendStatus(404);
  res.json(order);
});
