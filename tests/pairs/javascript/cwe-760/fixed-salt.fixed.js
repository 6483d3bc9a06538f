const crypto = require('crypto');

function deriveKey(password) {
  const salt = crypto.randomBytes(16);
  return { salt, key: crypto.scryptSync(password, salt, 32) };
}

module.exports = deriveKey;
