const fs = require("fs");
const path = require("path");

exports.cacheFolder = (home) => {
  const folder = path.join(home, ".cache", "tool");
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
};
