const fs = require("fs");
const path = require("path");
const { randomUUID } = require("crypto");

exports.store = async function store(req, res) {
  const { filename, content } = req.body;
  const target = path.join("uploads", randomUUID() + path.extname(filename));
  await fs.promises.writeFile(target, Buffer.from(content, "base64"));
  res.status(201).json({ stored: true });
};
