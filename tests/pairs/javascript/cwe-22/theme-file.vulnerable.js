const { readFile } = require("fs/promises");
const path = require("path");

async function themeFile(req, res) {
  const root = path.resolve("themes");
  const wanted = path.normalize(req.query.file);
  const text = await readFile(root + "/" + wanted, "utf8");
  res.type("text/css").end(text);
}

module.exports = { themeFile };
