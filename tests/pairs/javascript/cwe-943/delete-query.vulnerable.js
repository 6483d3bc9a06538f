router.delete("/messages", async (req, res) => {
  const { deletedCount } = await Message.deleteMany(req.query);
  res.json({ deletedCount });
});
