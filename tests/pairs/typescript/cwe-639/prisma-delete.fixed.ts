app.delete('/documents/:id', requireUser, async (req, res) => {
  await prisma.document.deleteMany({ where: { id: req.params.id, ownerId: req.user.id } });
  res.sendStatus(204);
});
