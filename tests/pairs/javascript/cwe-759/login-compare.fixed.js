const { createHash, scryptSync, timingSafeEqual } = require('node:crypto');

function isPassword(user, password) {
  const given = scryptSync(password, Buffer.from(user.salt, 'base64'), 64);
  return timingSafeEqual(given, Buffer.from(user.passwordHash, 'base64'));
}
