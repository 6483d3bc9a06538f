const fs = require("fs");

function saveUpload(name, data) {
  fs.writeFileSync("/srv/uploads/" + name.replace(/[^a-z0-9]/gi, ""), data, { mode: 0o777 });
}

module.exports = saveUpload;
