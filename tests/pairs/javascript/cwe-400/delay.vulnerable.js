app.get("/slow", (req, res) => {
  setTimeout(() => res.send("done"), Number(req.query.ms));
});
