const crypto = require("crypto");

const ALGORITHM = "aes-256-gcm";

function protect(secret, key, iv) {
  const cipher = crypto.createCipheriv(ALGORITHM, key, iv);
  return Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

module.exports = protect;
