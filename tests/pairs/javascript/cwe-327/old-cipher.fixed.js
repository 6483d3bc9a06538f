const crypto = require("crypto");

class Vault {
  constructor(key) {
    this.key = key;
  }

  seal(text) {
    const algorithm = "aes-256-gcm";
    const cipher = crypto.createCipheriv(algorithm, this.key, crypto.randomBytes(12));
    return Buffer.concat([cipher.update(text), cipher.final()]);
  }
}

module.exports = Vault;
