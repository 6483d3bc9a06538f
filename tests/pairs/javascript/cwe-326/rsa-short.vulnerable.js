const { generateKeyPairSync } = require("crypto");

function makeKeys() {
  return generateKeyPairSync("rsa", { modulusLength: 1024 });
}

module.exports = makeKeys;
