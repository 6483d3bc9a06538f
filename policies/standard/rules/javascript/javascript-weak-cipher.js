const crypto = require("crypto");

function encrypt(key, iv) {
  // ruleid: javascript-weak-cipher
  const first = crypto.createCipher("aes-256-cbc", key);
  // ruleid: javascript-weak-cipher
  const second = crypto.createCipheriv("des-ede3-cbc", key, iv);
  // ruleid: javascript-weak-cipher
  return [first, second, crypto.createCipheriv("aes-128-ecb", key, null)];
}

function safe(key) {
  // ok: javascript-weak-cipher
  const first = crypto.createCipheriv("aes-256-gcm", key, crypto.randomBytes(12));
  // ok: javascript-weak-cipher
  return [first, crypto.createCipheriv("chacha20-poly1305", key, crypto.randomBytes(12))];
}
