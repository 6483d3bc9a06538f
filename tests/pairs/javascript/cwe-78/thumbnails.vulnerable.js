const { exec } = require("child_process");

app.post("/thumbnails", (req, res) => {
  const { source, width } = req.body;
  exec(`convert uploads/${source} -resize ${width} thumbs/${source}`, (error) => {
    res.status(error ? 500 : 200).end();
  });
});
