const crypto = require('crypto');

function isAuthentic(body, signature, secret) {
  const expected = crypto.createHmac('sha256', secret).update(body).digest('hex');
  return signature === expected;
}

module.exports = isAuthentic;
