const axios = require("axios");

app.get("/preview", async (req, res) => {
  const page = await axios.get(req.query.url, { timeout: 3000 });
  res.json({ title: /<title>([^<]*)/.exec(page.data)[1] });
});
