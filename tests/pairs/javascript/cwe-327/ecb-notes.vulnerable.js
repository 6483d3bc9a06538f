const { createCipheriv, randomBytes } = require("crypto");

exports.lock = (text, key) => {
  const cipher = createCipheriv("aes-256-ecb", key, null);
  return cipher.update(text, "utf8", "hex") + cipher.final("hex");
};
