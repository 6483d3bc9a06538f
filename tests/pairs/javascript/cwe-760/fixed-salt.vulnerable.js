const crypto = require('crypto');

function deriveKey(password) {
  return crypto.scryptSync(password, 'salt', 32);
}

module.exports = deriveKey;
