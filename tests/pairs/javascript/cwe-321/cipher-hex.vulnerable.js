const crypto = require('crypto');

function encrypt(text) {
  const key = Buffer.from('7f3c9a5be2104d8896aa1c0f53e7b2d4907c1fae65d2884b3b19c0f2ad6e8471', 'hex');
  const iv = crypto.randomBytes(12);
  const cipher = crypto.createCipheriv('aes-256-gcm', key, iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}
