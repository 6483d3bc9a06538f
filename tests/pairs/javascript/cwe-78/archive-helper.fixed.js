const cp = require("child_process");

class Archiver {
  constructor(folder) {
    this.folder = folder;
  }

  pack(name) {
    return cp.execFileSync("tar", ["czf", name + ".tgz", "--", this.folder]);
  }
}

module.exports = Archiver;
