const { execFile } = require("child_process");

app.post("/thumbnails", (req, res) => {
  const { source, width } = req.body;
  execFile("convert", ["uploads/" + source, "-resize", String(width), "thumbs/" + source], (error) => {
    res.status(error ? 500 : 200).end();
  });
});
