app.get("/logs", (req, res) => {
  const pattern = new RegExp(req.query.match);
  res.json(lines.filter((line) => pattern.test(line)));
});
