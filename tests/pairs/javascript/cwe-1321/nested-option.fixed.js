app.post("/options", (req, res) => {
  const { section, name, value } = req.body;
  const known = new Map(Object.entries(options));
  if (known.has(section)) {
    known.get(section)[name] = value;
  }
  res.end();
});
