app.get("/logs", (req, res) => {
  const wanted = String(req.query.match);
  res.json(lines.filter((line) => line.includes(wanted)));
});
