const { execFileSync } = require("child_process");
const fs = require("fs");

function install(script) {
  fs.copyFileSync(script, "/usr/local/bin/report");
  execFileSync("chmod", ["755", "/usr/local/bin/report"]);
}

module.exports = install;
