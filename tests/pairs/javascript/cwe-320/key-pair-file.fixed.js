const { generateKeyPairSync } = require('crypto');
const fs = require('fs');

function makeKeys(passphrase) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase });
  fs.writeFileSync('/etc/shop/signing.pem', pem, { mode: 0o600 });
}
