app.get("/random", (req, res) => {
  const size = Number(req.query.size);
  res.type("application/octet-stream").send(Buffer.alloc(size));
});
