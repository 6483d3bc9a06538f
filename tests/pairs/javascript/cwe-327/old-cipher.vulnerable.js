const crypto = require("crypto");

class Vault {
  constructor(key) {
    this.key = key;
  }

  seal(text) {
    const algorithm = "des-ede3-cbc";
    const cipher = crypto.createCipheriv(algorithm, this.key, crypto.randomBytes(8));
    return Buffer.concat([cipher.update(text), cipher.final()]);
  }
}

module.exports = Vault;
