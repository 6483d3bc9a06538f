const crypto = require("crypto");

function mark(password, salt) {
  return crypto.createHash("md5").update(salt + password).digest("hex");
}

module.exports = mark;
