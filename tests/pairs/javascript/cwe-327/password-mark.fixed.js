const crypto = require("crypto");

function mark(password, salt) {
  return crypto.scryptSync(password, salt, 64).toString("hex");
}

module.exports = mark;
