const fs = require("fs");
const path = require("path");
const AdmZip = require("adm-zip");

function unpack(archive, folder) {
  const zip = new AdmZip(archive);
  const root = path.resolve(folder) + path.sep;
  for (const entry of zip.getEntries()) {
    const target = path.resolve(root, entry.entryName);
    if (!target.startsWith(root)) {
      throw new Error("entry leads out of the folder");
    }
    fs.writeFileSync(target, entry.getData());
  }
}

module.exports = unpack;
