const fs = require('fs');
const os = require('os');
const path = require('path');

function writeExport(rows) {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'export-')), 'rows.csv');
  fs.writeFileSync(file, rows.map((row) => row.join(',')).join('\n'));
  return file;
}

module.exports = writeExport;
