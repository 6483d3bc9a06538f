app.get("/articles", async (req, res) => {
  const articles = await Article.find().limit(Number(req.query.limit));
  res.json(articles);
});
