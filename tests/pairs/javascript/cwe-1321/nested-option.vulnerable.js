app.post("/options", (req, res) => {
  const { section, name, value } = req.body;
  options[section][name] = value;
  res.end();
});
