app.get("/random", (req, res) => {
  const size = Math.min(Number(req.query.size), 4096);
  res.type("application/octet-stream").send(Buffer.alloc(size));
});
