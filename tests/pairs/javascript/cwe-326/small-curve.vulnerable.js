const crypto = require("crypto");

exports.agree = (theirs) => {
  const ecdh = crypto.createECDH("secp112r1");
  ecdh.generateKeys();
  return ecdh.computeSecret(theirs);
};
