app.get("/grep", (req, res) => {
  const pattern = new RegExp(req.query.q, "i");
  res.json(lines.filter((line) => pattern.test(line)));
});
