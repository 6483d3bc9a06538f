app.get("/slow", (req, res) => {
  setTimeout(() => res.send("done"), Math.min(Number(req.query.ms), 2000));
});
