const crypto = require("crypto");

const ALGORITHM = "des-ede3-cbc";

function protect(secret, key, iv) {
  const cipher = crypto.createCipheriv(ALGORITHM, key, iv);
  return Buffer.concat([cipher.update(secret), cipher.final()]);
}

module.exports = protect;
