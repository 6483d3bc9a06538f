app.get("/grep", (req, res) => {
  const wanted = String(req.query.q).toLowerCase();
  res.json(lines.filter((line) => line.toLowerCase().includes(wanted)));
});
