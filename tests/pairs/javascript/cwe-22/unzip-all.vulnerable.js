const fs = require("fs");
const path = require("path");
const AdmZip = require("adm-zip");

function unpack(archive, folder) {
  const zip = new AdmZip(archive);
  for (const entry of zip.getEntries()) {
    const target = path.join(folder, entry.entryName);
    fs.writeFileSync(target, entry.getData());
  }
}

module.exports = unpack;
