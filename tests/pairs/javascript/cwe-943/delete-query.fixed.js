router.delete("/messages", async (req, res) => {
  const { deletedCount } = await Message.deleteMany({ thread: Number(req.query.thread) });
  res.json({ deletedCount });
});
