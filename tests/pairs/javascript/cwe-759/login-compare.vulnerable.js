const { createHash, scryptSync, timingSafeEqual } = require('node:crypto');

function isPassword(user, password) {
  const given = createHash('sha512').update(password, 'utf8').digest();
  return timingSafeEqual(given, Buffer.from(user.passwordHash, 'base64'));
}
