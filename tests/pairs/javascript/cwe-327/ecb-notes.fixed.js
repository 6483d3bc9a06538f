const { createCipheriv, randomBytes } = require("crypto");

exports.lock = (text, key) => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  return nonce.toString("hex") + cipher.update(text, "utf8", "hex") + cipher.final("hex");
};
