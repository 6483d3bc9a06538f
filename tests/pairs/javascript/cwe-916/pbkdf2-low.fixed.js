const { pbkdf2Sync, randomBytes } = require('crypto');

function hashPassword(password) {
  const salt = randomBytes(16);
  const hash = pbkdf2Sync(password, salt, 210000, 64, 'sha512');
  return `${salt.toString('base64')}:${hash.toString('base64')}`;
}

module.exports = hashPassword;
