const crypto = require("crypto");

exports.agree = (theirs) => {
  const ecdh = crypto.createECDH("secp256k1");
  ecdh.generateKeys();
  return ecdh.computeSecret(theirs);
};
