app.get("/articles", async (req, res) => {
  const articles = await Article.find().limit(Math.min(Number(req.query.limit), 100));
  res.json(articles);
});
