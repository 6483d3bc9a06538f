const { readFile } = require("fs/promises");
const path = require("path");

async function themeFile(req, res) {
  const root = path.resolve("themes");
  const wanted = path.resolve(root, req.query.file);
  if (!wanted.startsWith(root + path.sep)) {
    res.sendStatus(403);
    return;
  }
  const text = await readFile(wanted, "utf8");
  res.type("text/css").end(text);
}

module.exports = { themeFile };
