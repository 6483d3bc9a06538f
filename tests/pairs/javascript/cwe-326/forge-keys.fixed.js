const forge = require("node-forge");

function issue() {
  const keys = forge.pki.rsa.generateKeyPair(2048);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  return certificate;
}

module.exports = issue;
