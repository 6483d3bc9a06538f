app.delete('/documents/:id', requireUser, async (req, res) => {
  await prisma.document.delete({ where: { id: req.params.id } });
  res.sendStatus(204);
});
