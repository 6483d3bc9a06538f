const { generateKeyPairSync } = require("crypto");

function makeKeys() {
  return generateKeyPairSync("rsa", { modulusLength: 3072 });
}

module.exports = makeKeys;
